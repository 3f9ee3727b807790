"""Hubs of the programme that have members here and have said nothing for three weeks.

A hub that switched capture off is never called quiet: it can't be heard. Nor is one whose people
all did, or any at all before we have listened for so long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Channel, Community, Hub, Membership, Person, Role
from bot.desk.content import Item, SectionContent
from bot.router import Turn
from bot.words import count, day

NAME = "quiet"
QUIET = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class QuietHub:
    """A hub that is not heard; `since` is when it was last (None: never)."""

    hub: Hub
    people: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class QuietHubs:
    """The section; days are told in the zone."""

    zone: ZoneInfo

    def __call__(self, turn: Turn, community: Community) -> SectionContent:
        """Return the quiet hubs, the longest quiet first."""
        quiet = quiet_hubs(turn.unit.session, community, turn.now)
        return SectionContent(
            name=NAME,
            title="Quiet hubs",
            nothing="no hub quiet for 3 weeks",
            items=tuple(map(self._item, quiet)),
        )

    def _item(self, one: QuietHub) -> Item:
        heard = (
            f"Nothing since {day(one.since.astimezone(self.zone).date())}"
            if one.since
            else "Has not said anything yet"
        )
        return Item(
            key=f"hub:{one.hub.id}",
            lead=one.hub.name,
            facts=f"{heard}. {count(one.people, 'member')} here.",
            writes=True,
        )


def quiet_hubs(session: Session, community: Community, now: datetime) -> list[QuietHub]:
    """Return the community's quiet hubs, those never heard first, then the longest quiet."""
    since = now - QUIET
    if not _listened_since(session, community, since):
        return []
    here = _hubs_with_members(session, community)
    heard = set(
        session.scalars(
            select(Contribution.hub_id)
            .where(Contribution.community_id == community.id, Contribution.posted_at > since)
            .distinct()
        )
    )
    quiet = [(hub, people) for hub, people in here if hub.id not in heard]
    last = _last_heard(session, community, [hub.id for hub, _ in quiet])
    found = [QuietHub(hub, people, last.get(hub.id)) for hub, people in quiet]
    return sorted(found, key=lambda one: (one.since is not None, one.since or now, one.hub.name))


def members_here(session: Session, community: Community, hub_id: int) -> list[Person]:
    """Return a hub's members in a community who are heard, by name."""
    return list(
        session.scalars(
            select(Person)
            .join(Membership, Membership.person_id == Person.id)
            .where(
                Membership.community_id == community.id,
                Membership.role == Role.MEMBER,
                Person.hub_id == hub_id,
                Person.capture_off.is_(False),
            )
            .order_by(Person.name, Person.id)
        )
    )


def _listened_since(session: Session, community: Community, since: datetime) -> bool:
    captured = select(Channel.id).where(Channel.community_id == community.id, Channel.capture)
    before = select(Contribution.id).where(
        Contribution.community_id == community.id, Contribution.posted_at <= since
    )
    return all(session.scalar(one.limit(1)) is not None for one in (captured, before))


def _hubs_with_members(session: Session, community: Community) -> list[tuple[Hub, int]]:
    rows = session.execute(
        select(Hub, func.count(Person.id.distinct()))
        .join(Person, Person.hub_id == Hub.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Hub.programme_id == community.programme_id,
            Hub.capture_off.is_(False),
            Person.capture_off.is_(False),
            Membership.community_id == community.id,
            Membership.role == Role.MEMBER,
        )
        .group_by(Hub.id)
    )
    return [(hub, people) for hub, people in rows]


def _last_heard(
    session: Session, community: Community, hubs: Sequence[int]
) -> dict[int | None, datetime]:
    rows = session.execute(
        select(Contribution.hub_id, func.max(Contribution.posted_at))
        .where(Contribution.community_id == community.id, Contribution.hub_id.in_(hubs))
        .group_by(Contribution.hub_id)
    )
    return {hub_id: at for hub_id, at in rows}  # noqa: C416 - rows are not pairs
