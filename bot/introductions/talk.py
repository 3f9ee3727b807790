"""Who lately talked about what: the ground for introductions and pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution, Kind
from bot.community.models import Community, Hub, Membership, Person
from bot.introductions.who import FELLOWS
from bot.themes.models import Theme, ThemeMembership, ThemeState
from bot.themes.numbers import counted, same_thread

LATELY = timedelta(days=90)
ASKS, KNOWS = (Kind.QUESTION, Kind.CHALLENGE), (Kind.ANSWER, Kind.LESSON)


@dataclass(frozen=True, slots=True)
class Talk:
    """How often one person, of one hub, wrote one kind of message on one theme, and when last."""

    theme_id: int
    label: str
    person_id: int
    hub_id: int
    kind: Kind
    messages: int
    last_at: datetime


def talk_lately(session: Session, community_id: int, now: datetime) -> list[Talk]:
    """Return what members wrote for the programme's hubs in the last 90 days, theme by theme.

    People who, or whose hubs, switched capture off are left out.
    """
    root = aliased(Contribution)
    rows = session.execute(
        select(
            Theme.id,
            Theme.label,
            *_WRITTEN,
            func.count(),
            func.max(Contribution.posted_at),
        )
        .join(ThemeMembership, ThemeMembership.theme_id == Theme.id)
        .join(root, root.id == ThemeMembership.contribution_id)
        .join(Contribution, same_thread(root))
        .join(Community, Community.id == Theme.community_id)
        .join(Person, Person.id == Contribution.author_id)
        .join(Hub, Hub.id == Contribution.hub_id)
        .where(
            Theme.community_id == community_id,
            Theme.state == ThemeState.ACTIVE,
            Hub.programme_id == Community.programme_id,
            Contribution.posted_at.between(now - LATELY, now),
            counted(),
            Person.id.in_(_fellows(community_id)),
            ~Person.capture_off,
            ~Hub.capture_off,
        )
        .group_by(Theme.id, Theme.label, *_WRITTEN)
        .order_by(Theme.id, *_WRITTEN)
    )
    return [Talk(*row) for row in rows]


def members_of(session: Session, community_id: int) -> Sequence[Person]:
    """Return who may see what a community's members write, by id."""
    people = select(Person).where(Person.id.in_(_fellows(community_id))).order_by(Person.id)
    return session.scalars(people).all()


_WRITTEN = (Person.id, Hub.id, Contribution.kind)


def _fellows(community_id: int) -> Select[int]:
    return select(Membership.person_id).where(
        Membership.community_id == community_id, Membership.role.in_(FELLOWS)
    )
