"""Stores a batch of messages: once each, keyed like live ones, redacted before.

What is slow (redaction) is done before the writing transaction is begun, so that live messages
never wait for it. What is there already costs one look-up.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.capture.door import clean
from bot.capture.models import Contribution, Kind
from bot.community.models import Account, Channel, Community, Hub, Person, Purpose
from bot.importing.registering import Register
from bot.importing.report import ImportReport
from bot.importing.source import Said
from bot.store import Database, UnitOfWork

ORIGIN = "import"
TRIES = 5

Place = tuple[str, str, str]
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A message with its clean text and its kind."""

    said: Said
    text: str
    kind: Kind
    probability: float
    by: str


class Storer:
    """Stores batches into one community."""

    def __init__(
        self,
        database: Database,
        community: Community,
        report: ImportReport,
    ) -> None:
        self._database = database
        self._community = community
        self._report = report

    def store(self, batch: Sequence[Said]) -> None:
        """Store a batch in one transaction; count in the report what became of each message."""
        with self._database.read() as unit:
            new = self._wanted(unit.session, batch)
        ready = [_ready(said) for said in new]
        if not ready:
            return None
        for _ in range(TRIES - 1):
            try:
                return self._write(ready)
            except IntegrityError:
                # On PostgreSQL the same person or channel was added meanwhile, by a live message.
                continue
        return self._write(ready)

    def _write(self, ready: Sequence[_Ready]) -> None:
        with self._database.write() as unit:
            register = Register(unit, self._community, (one.said for one in ready))
            added = _insert(unit, [_row(one, register) for one in ready])
            unit.commit()
        self._report.added += added
        self._report.already_there += len(ready) - added
        self._report.people += register.people_made
        self._report.channels += register.channels_made
        self._report.hubs += register.hubs_made

    def _wanted(self, session: Session, batch: Sequence[Said]) -> list[Said]:
        """Return those that are new, and that nobody asked us not to keep."""
        there = _keys_there(session, batch)
        unwilling = _unwilling(session, batch)
        closed = _closed(session)
        new: list[Said] = []
        for said in batch:
            if said.key in there:
                self._report.already_there += 1
            elif (said.platform, said.tenant, said.author.user_id) in unwilling:
                self._leave_out("by people or hubs who asked not to be captured")
            elif said.place in closed:
                self._leave_out("in channels that are not the community's")
            else:
                new.append(said)
        return new

    def _leave_out(self, why: str) -> None:
        self._report.left_out[why] += 1


def _ready(said: Said) -> _Ready:
    """Clean the words. A kind that the file gives is kept; else it is recognised later."""
    by = "machine" if said.kind is None else ORIGIN
    probability = 0.0 if said.kind is None else 1.0
    return _Ready(said, clean(said.text), said.kind or Kind.UNSURE, probability, by)


def _keys_there(session: Session, batch: Sequence[Said]) -> set[Key]:
    """Return the keys of the batch's messages that are stored."""
    by_place: dict[Place, set[str]] = defaultdict(set)
    for said in batch:
        by_place[said.place].add(said.message_id)
    return {
        (*place, message_id)
        for place, ids in by_place.items()
        for message_id in session.scalars(
            select(Contribution.message_id).where(_one_of(place, ids))
        )
    }


def _one_of(place: Place, ids: set[str]) -> ColumnElement[bool]:
    platform, tenant, conversation = place
    return and_(
        Contribution.platform == platform,
        Contribution.tenant == tenant,
        Contribution.conversation == conversation,
        Contribution.message_id.in_(ids),
    )


def _closed(session: Session) -> set[Place]:
    """Return the channels that are set up for something else than the community's talk."""
    rows = session.scalars(select(Channel).where(Channel.purpose != Purpose.COMMUNITY))
    return {(channel.platform, channel.tenant, channel.conversation) for channel in rows}


def _unwilling(session: Session, batch: Sequence[Said]) -> set[tuple[str, str, str]]:
    """Return the batch's accounts whose person or hub switched capture off."""
    query = (
        select(Account.platform, Account.tenant, Account.user_id)
        .join(Person, Person.id == Account.person_id)
        .join(Hub, Hub.id == Person.hub_id, isouter=True)
        .where(
            Account.user_id.in_({said.author.user_id for said in batch}),
            Person.capture_off | Hub.capture_off,
        )
    )
    rows = session.execute(query)
    return {(platform, tenant, user_id) for platform, tenant, user_id in rows}


def _row(ready: _Ready, register: Register) -> dict[str, Any]:
    said = ready.said
    channel, (person_id, hub_id) = register.channel(said), register.person(said)
    return {
        "community_id": channel.community_id,
        "channel_id": channel.id,
        "platform": said.platform,
        "tenant": said.tenant,
        "conversation": said.conversation,
        "message_id": said.message_id,
        "thread": said.thread,
        "author_id": person_id,
        "hub_id": hub_id,
        "kind": ready.kind,
        "kind_by": ready.by,
        "kind_probability": ready.probability,
        "text": ready.text,
        "posted_at": said.posted_at,
        "version": said.edited_at or said.posted_at,
        "origin": ORIGIN,
    }


def _insert(unit: UnitOfWork, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows whose keys are new; return how many were."""
    dialect = unit.session.get_bind().dialect.name
    insert_into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    keys = ["platform", "tenant", "conversation", "message_id"]
    statement = insert_into(Contribution).on_conflict_do_nothing(index_elements=keys)
    return len(unit.session.execute(statement.returning(Contribution.id), list(rows)).all())
