"""A small world for tests: a community with channels, hubs and people; events as chat sends."""

import itertools
from datetime import UTC, datetime

from bot.community.models import (
    Account,
    Channel,
    Community,
    Hub,
    Membership,
    Person,
    Programme,
    Purpose,
    Role,
)
from bot.events import MessageDeleted, MessageEdited, MessagePosted, Place, Sender
from bot.store import Database, UnitOfWork

NOW = datetime(2026, 9, 21, 9, 0, tzinfo=UTC)
PLATFORM, TENANT = "slack", "T1"
_numbers = itertools.count(1)


def place(conversation: str = "C1", thread: str | None = None, private: bool = False) -> Place:
    return Place(
        platform=PLATFORM,
        tenant=TENANT,
        conversation=conversation,
        thread=thread,
        private=private,
    )


def sender(user_id: str = "U1") -> Sender:
    return Sender(platform=PLATFORM, tenant=TENANT, user_id=user_id, name=f"Name of {user_id}")


def event_id() -> str:
    return f"Ev{next(_numbers)}"


def posted(
    text: str,
    message_id: str,
    *,
    user: str = "U1",
    conversation: str = "C1",
    thread: str | None = None,
    at: datetime = NOW,
) -> MessagePosted:
    return MessagePosted(
        event_id=event_id(),
        at=at,
        who=sender(user),
        where=place(conversation, thread),
        message_id=message_id,
        text=text,
    )


def edited(
    text: str, message_id: str, *, at: datetime, posted_at: datetime = NOW, user: str = "U1"
) -> MessageEdited:
    return MessageEdited(
        event_id=event_id(),
        at=at,
        who=sender(user),
        where=place(),
        message_id=message_id,
        text=text,
        posted_at=posted_at,
    )


def deleted(message_id: str, *, at: datetime) -> MessageDeleted:
    return MessageDeleted(
        event_id=event_id(), at=at, who=sender(), where=place(), message_id=message_id
    )


def add_community(unit: UnitOfWork, slug: str = "fostering", past: bool = False) -> Community:
    programme = Programme(slug=slug, name=slug.capitalize(), past=past)
    unit.session.add(programme)
    unit.flush()
    community = Community(programme_id=programme.id, slug=slug, name=f"{slug.capitalize()} hubs")
    unit.session.add(community)
    unit.flush()
    return community


def add_channel(
    unit: UnitOfWork,
    community: Community,
    conversation: str,
    purpose: Purpose = Purpose.COMMUNITY,
) -> Channel:
    channel = Channel(
        platform=PLATFORM,
        tenant=TENANT,
        conversation=conversation,
        name=conversation.lower(),
        community_id=community.id,
        purpose=purpose,
        capture=purpose is Purpose.COMMUNITY,
    )
    unit.session.add(channel)
    unit.flush()
    return channel


def add_person(
    unit: UnitOfWork,
    community: Community,
    user_id: str,
    role: Role = Role.MEMBER,
    hub: str | None = None,
) -> Person:
    """Add a person with an account; `hub` is a slug, made when new."""
    person = Person(name=f"Name of {user_id}", hub_id=_hub(unit, community, hub))
    unit.session.add(person)
    unit.flush()
    account = Account(platform=PLATFORM, tenant=TENANT, user_id=user_id, person_id=person.id)
    membership = Membership(person_id=person.id, community_id=community.id, role=role)
    unit.session.add_all([account, membership])
    unit.flush()
    return person


def _hub(unit: UnitOfWork, community: Community, slug: str | None) -> int | None:
    if slug is None:
        return None
    hub = unit.session.query(Hub).filter_by(programme_id=community.programme_id, slug=slug).first()
    if hub is None:
        hub = Hub(programme_id=community.programme_id, slug=slug, name=slug.capitalize())
        unit.session.add(hub)
        unit.flush()
    return hub.id


def make_world(database: Database) -> Community:
    """Make the usual world: channels C1 (community), CF (facilitators), CC (central).

    People: U1 and U2 (members of hubs north and south), F1 (facilitator), D1 (official).
    """
    with database.write() as unit:
        community = add_community(unit)
        add_channel(unit, community, "C1")
        add_channel(unit, community, "C2")
        add_channel(unit, community, "CF", Purpose.FACILITATORS)
        add_channel(unit, community, "CC", Purpose.CENTRAL)
        add_person(unit, community, "U1", hub="north")
        add_person(unit, community, "U2", hub="south")
        add_person(unit, community, "F1", Role.FACILITATOR)
        add_person(unit, community, "D1", Role.OFFICIAL)
        unit.commit()
    return community
