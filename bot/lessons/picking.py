"""Finds the message that a person means by /lesson: by its link, or among the latest."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.events import Place

LATEST = 10


def link_in(text: str) -> str | None:
    """Return the link if that is all the text is, without the platform's brackets and label."""
    link = text.strip().removeprefix("<").removesuffix(">").partition("|")[0]
    is_link = link.startswith(("https://", "http://")) and not any(map(str.isspace, link))
    return link if is_link else None


def message_linked(session: Session, link: str) -> Contribution | None:
    """Return the kept message that a link leads to; what follows its “?” may differ."""
    base = link.partition("?")[0]
    longer = Contribution.permalink.startswith(base + "?", autoescape=True)
    found = session.scalars(
        select(Contribution)
        .where(or_(Contribution.permalink.in_({link, base}), longer))
        .where(Contribution.deleted_at.is_(None))
        .limit(LATEST)
    ).all()
    exact = [one for one in found if one.permalink == link]
    if exact:
        return exact[0]
    return found[0] if len(found) == 1 else None


def messages_to_pick(
    session: Session, person_id: int | None, community_id: int, where: Place
) -> list[Contribution]:
    """Return the latest messages of the thread at hand, then the person's own, each once."""
    in_thread = [
        Contribution.platform == where.platform,
        Contribution.tenant == where.tenant,
        Contribution.conversation == where.conversation,
        Contribution.thread == where.thread,
    ]
    found = [
        *(_latest(session, community_id, in_thread) if where.thread else ()),
        *(_latest(session, community_id, [Contribution.author_id == person_id])),
    ]
    return list({one.id: one for one in found}.values())


def _latest(
    session: Session, community_id: int, which: Sequence[ColumnElement[bool]]
) -> Sequence[Contribution]:
    return session.scalars(
        select(Contribution)
        .where(
            *which,
            Contribution.community_id == community_id,
            Contribution.deleted_at.is_(None),
            Contribution.same_as_id.is_(None),
        )
        .order_by(Contribution.posted_at.desc(), Contribution.id.desc())
        .limit(LATEST)
    ).all()
