"""What the department replied to the reader's communities, once it was released to them."""

from bot.capture.models import Contribution
from bot.digests.letters.composing import Item
from bot.digests.letters.gathering.scope import Scope
from bot.digests.letters.items import Replied, reply_item
from bot.digests.replies.models import DepartmentAsk, DepartmentReply
from bot.digests.replies.reading import replies_since
from bot.themes.curation import resolve
from bot.themes.models import Theme, ThemeState


def reply_items(scope: Scope) -> list[Item]:
    """Return the replies released in this time, the newest first; of one ask, the newest."""
    found = [
        reply
        for community_id in scope.communities
        for reply in replies_since(scope.unit.session, community_id, scope.since)
        if reply.settled_at is not None and reply.settled_at <= scope.until
    ]
    newest = {(reply.ask_id, reply.theme_id): reply for reply in found}
    latest = sorted(newest.values(), key=lambda reply: (reply.settled_at, reply.id), reverse=True)
    return [reply_item(_replied(scope, reply)) for reply in latest]


def _replied(scope: Scope, reply: DepartmentReply) -> Replied:
    session = scope.unit.session
    ask = session.get(DepartmentAsk, reply.ask_id) if reply.ask_id else None
    theme_id = reply.theme_id or (ask.theme_id if ask else None)
    theme = session.get(Theme, theme_id) if theme_id else None
    theme = resolve(session, theme) if theme else None
    raised = session.get(Contribution, ask.contribution_id) if ask and ask.contribution_id else None
    stands = raised is not None and raised.deleted_at is None
    return Replied(
        id=reply.id,
        ask=ask.words if ask else "",
        theme_id=theme.id if theme and theme.state is ThemeState.ACTIVE else None,
        theme=theme.label if theme else "",
        says=reply.says,
        words=reply.words,
        by_when=reply.by_when,
        on=reply.at.astimezone(scope.zone).date(),
        link=raised.permalink if raised and stands else None,
        message_id=raised.id if raised else None,
    )
