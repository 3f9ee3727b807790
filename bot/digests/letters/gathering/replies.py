"""What the department replied to the reader's communities, once it was released to them."""

from sqlalchemy import func, select

from bot.capture.models import Contribution
from bot.digests.letters.composing import Item
from bot.digests.letters.gathering.scope import Scope
from bot.digests.letters.items import Replied, reply_item
from bot.digests.replies.models import DepartmentAsk, DepartmentReply, ReplyState
from bot.themes.models import Theme, ThemeState

READ = 12


def reply_items(scope: Scope) -> list[Item]:
    """Return the replies released in this time, the newest first; of one ask, the newest."""
    released = func.coalesce(DepartmentReply.settled_at, DepartmentReply.at)
    rows = scope.unit.session.scalars(
        select(DepartmentReply)
        .where(
            DepartmentReply.community_id.in_(scope.communities),
            DepartmentReply.state == ReplyState.RELEASED,
            released > scope.since,
            released <= scope.until,
        )
        .order_by(released.desc(), DepartmentReply.id.desc())
        .limit(READ)
    )
    newest: dict[tuple[int | None, int | None], DepartmentReply] = {}
    for reply in rows:
        newest.setdefault((reply.ask_id, reply.theme_id), reply)
    return [reply_item(_replied(scope, reply)) for reply in newest.values()]


def _replied(scope: Scope, reply: DepartmentReply) -> Replied:
    session = scope.unit.session
    ask = session.get(DepartmentAsk, reply.ask_id) if reply.ask_id else None
    theme_id = reply.theme_id or (ask.theme_id if ask else None)
    theme = session.get(Theme, theme_id) if theme_id else None
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
    )
