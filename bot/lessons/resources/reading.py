"""Reads the resources that stand: of messages, of themes, and those with some words."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from bot.capture.models import Contribution, Kind
from bot.lessons.resources.models import Resource
from bot.themes.models import ThemeMembership
from bot.themes.numbers import same_thread


def standing() -> Select[Resource]:
    """Select the resources whose messages stand, the newest first; chatter shares none."""
    return (
        select(Resource)
        .join(Contribution, Contribution.id == Resource.contribution_id)
        .where(
            ~Resource.removed,
            Contribution.deleted_at.is_(None),
            Contribution.kind != Kind.CHATTER,
        )
        .order_by(Contribution.posted_at.desc(), Resource.id)
    )


def of_messages(session: Session, messages: Collection[int]) -> Mapping[int, list[Resource]]:
    """Return these messages' resources, by message."""
    found: dict[int, list[Resource]] = defaultdict(list)
    for row in session.scalars(standing().where(Resource.contribution_id.in_(messages))):
        found[row.contribution_id].append(row)
    return found


def of_themes(session: Session, themes: Collection[int]) -> Mapping[int, list[Resource]]:
    """Return the resources in these themes' threads, by theme; of cross-posts the first's."""
    head = aliased(Contribution)
    query = (
        standing()
        .add_columns(ThemeMembership.theme_id)
        .join(head, same_thread(head))
        .join(ThemeMembership, ThemeMembership.contribution_id == head.id)
        .where(ThemeMembership.theme_id.in_(themes), Contribution.same_as_id.is_(None))
        .options(joinedload(Resource.contribution).joinedload(Contribution.hub))
    )
    found: dict[int, list[Resource]] = defaultdict(list)
    for resource, theme_id in session.execute(query):
        found[theme_id].append(resource)
    return found


def sharing() -> Select[int]:
    """Select the ids of the messages that share something."""
    return select(Resource.contribution_id).where(~Resource.removed)


def called(session: Session, words: Collection[str], most: int) -> Sequence[int]:
    """Return the messages that share something with these words in its name or purpose.

    Whether they may be shown is for the caller to see: a join with messages would go through them.
    """
    wanted = [
        or_(
            Resource.title.icontains(word, autoescape=True),
            Resource.who_for.icontains(word, autoescape=True),
        )
        for word in words
    ]
    if not wanted:
        return []
    rows = select(Resource.contribution_id).where(~Resource.removed, *wanted)
    found = session.scalars(rows.order_by(Resource.id.desc()).limit(most))
    return list(dict.fromkeys(found))
