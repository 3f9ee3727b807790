"""Registers all that is answered here: officials, facilitators, and messages that are deleted."""

from zoneinfo import ZoneInfo

from bot.capture import service as capture
from bot.digests.replies import asking, officials, releasing
from bot.digests.replies.hearing import let_go
from bot.events import MessageDeleted
from bot.router import Router, Turn


def on_deleted(turn: Turn, event: MessageDeleted) -> None:
    """Let go of what was made of a message that capture has just erased."""
    known = capture.find(turn.unit.session, event.where, event.message_id)
    if known is not None and known.deleted_at is not None:
        let_go(turn.unit, [known.id], turn.now)


def register(router: Router, *, zone: ZoneInfo) -> None:
    """Register the buttons, the forms and the deletion; capture must be registered before."""
    officials.register(router, officials.Officials(zone))
    releasing.register(router, releasing.Releasing(zone))
    asking.register(router)
    router.on(MessageDeleted, on_deleted)
