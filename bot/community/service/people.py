"""People of a community: who was seen there, which role and hub they have."""

from datetime import datetime

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Account, Channel, Community, Hub, Membership, Person, Role
from bot.community.service.channels import slug_of
from bot.privacy.audit import record
from bot.store import UnitOfWork


def people_seen(unit: UnitOfWork, community_id: int) -> list[Person]:
    """Return who was seen in a community, by name.

    They have a role in it, said something in it, or share a chat platform with it and have no role
    anywhere: newcomers who have only typed a command.
    """
    members = select(Membership.person_id).where(Membership.community_id == community_id)
    authors = select(Contribution.author_id).where(Contribution.community_id == community_id)
    newcomers = (
        select(Account.person_id)
        .join(Channel, and_(Channel.platform == Account.platform, Channel.tenant == Account.tenant))
        .where(Channel.community_id == community_id)
        .where(Account.person_id.not_in(select(Membership.person_id)))
    )
    return list(
        unit.session.scalars(
            select(Person)
            .where(or_(*(Person.id.in_(ids) for ids in (members, authors, newcomers))))
            .where(Person.name != "")
            .order_by(Person.name, Person.id)
        )
    )


def belongs(session: Session, person_id: int, community_id: int) -> bool:
    """Say whether a person may see what is said in a community: officials may not."""
    role = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.community_id == community_id,
        Membership.role != Role.OFFICIAL,
    )
    return session.scalar(role.limit(1)) is not None


def hubs_of(unit: UnitOfWork, programme_id: int) -> list[Hub]:
    """Return a programme's hubs, by name."""
    query = select(Hub).where(Hub.programme_id == programme_id).order_by(Hub.name, Hub.id)
    return list(unit.session.scalars(query))


def roles_of(unit: UnitOfWork, person_id: int, community_id: int) -> set[Role]:
    """Return a person's roles in a community."""
    query = select(Membership.role).where(
        Membership.person_id == person_id, Membership.community_id == community_id
    )
    return set(unit.session.scalars(query))


def set_role(
    unit: UnitOfWork,
    person: Person,
    community: Community,
    role: Role | None,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Make this a person's only role in a community; None takes all away."""
    unit.session.execute(
        delete(Membership).where(
            Membership.person_id == person.id, Membership.community_id == community.id
        )
    )
    if role is not None:
        unit.session.add(Membership(person_id=person.id, community_id=community.id, role=role))
    unit.flush()
    record(
        unit,
        by=by,
        action="person.role_set",
        subject=f"person:{person.id}",
        now=now,
        community=community.slug,
        role=role,
    )


def set_hub(
    unit: UnitOfWork, person: Person, hub: Hub | None, *, by: Person, now: datetime
) -> None:
    """Make this a person's hub; None: no hub."""
    person.hub = hub
    unit.flush()
    record(
        unit,
        by=by,
        action="person.hub_set",
        subject=f"person:{person.id}",
        now=now,
        hub=hub.slug if hub else None,
    )


def ensure_hub(unit: UnitOfWork, programme_id: int, name: str) -> Hub:
    """Return the programme's hub of this name, added when there is none."""
    slug = slug_of(name)
    query = select(Hub).where(Hub.programme_id == programme_id, Hub.slug == slug)
    hub = unit.session.scalar(query)
    if hub is None:
        hub = Hub(programme_id=programme_id, slug=slug, name=name)
        unit.session.add(hub)
        unit.flush()
    return hub
