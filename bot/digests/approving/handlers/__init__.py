"""Answers the buttons and forms of summaries. Each checks anew that the caller may."""

from zoneinfo import ZoneInfo

from bot.digests.approving.handlers import archive, correcting, deciding, editing, settings
from bot.digests.cards.sections import Buttons
from bot.router import Router


def register(router: Router, *, zone: ZoneInfo, buttons: Buttons) -> None:
    """Register them; `buttons` are what officials can do about a posted theme or ask."""
    deciding.register(router, buttons)
    editing.register(router)
    correcting.register(router, buttons)
    archive.register(router, zone)
    settings.register(router)
