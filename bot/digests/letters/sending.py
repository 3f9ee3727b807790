"""Sends each reader their digest: one a period, whatever crashes, restarts or replicas there are.

That a digest was sent, and the message in the outbox, are kept in one transaction. The unique key
of reader and period decides; a reader who is not reached this time is next time.
"""

import logging
import traceback
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from bot.community.models import Channel
from bot.community.reaching import account_to_tell
from bot.delivery.outbox import account_destination, channel_destination, post
from bot.digests.letters.cards import digest_card
from bot.digests.letters.gathering.everything import write_letter
from bot.digests.letters.gathering.scope import Shared
from bot.digests.letters.models import DigestIssue, outbox_key
from bot.digests.letters.readers import (
    PERSON,
    Reader,
    Usual,
    everyone,
    last_period,
    rhythm,
)
from bot.digests.letters.timing import due
from bot.ports import Destination
from bot.questions.experience.service import Experience
from bot.schedules.calendar import Period
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Digests:
    """The weekly digests; `usual` is when they come to who chose nothing."""

    database: Database
    experience: Experience
    usual: Usual

    def send(self, now: datetime) -> int:
        """Send the digests that are due, each in a transaction of its own; return how many.

        Stopped at any moment, it goes on where it was. What fails for one reader does not hold up
        the others; it is raised at the end.
        """
        shared = Shared(self.experience, self.usual.working, now)
        sent, faults = 0, list[Exception]()
        for reader in self._due(now):
            try:
                self._look_up(reader, shared, now)
                with self.database.write() as unit:
                    sent += self.send_to(unit, reader, shared, now)
                    unit.commit()
            except Exception as error:  # noqa: BLE001 - raised below, once the others have theirs
                places = "".join(traceback.format_tb(error.__traceback__))
                log.error("No digest for %s: %s\n%s", reader.key, type(error).__name__, places)
                faults.append(error)
        if faults:
            raise ExceptionGroup("some digests could not be sent", faults)
        return sent

    def _due(self, now: datetime) -> list[Reader]:
        with self.database.read() as unit:
            return [one for one in everyone(unit.session) if self._period(unit, one, now)]

    def _look_up(self, reader: Reader, shared: Shared, now: datetime) -> None:
        """Look up beforehand what takes long, so that no other writer waits for it."""
        with self.database.read() as unit:
            period = self._period(unit, reader, now)
            if period is not None:
                zone = rhythm(unit.session, reader, self.usual).zone
                write_letter(unit, reader, shared, period.ends_at, zone)

    def _period(self, unit: UnitOfWork, reader: Reader, now: datetime) -> Period | None:
        session = unit.session
        theirs = rhythm(session, reader, self.usual)
        return due(theirs, self.usual.working, last_period(session, reader), now)

    def send_to(self, unit: UnitOfWork, reader: Reader, shared: Shared, now: datetime) -> bool:
        """Put a reader's digest into the outbox, if it is due now; an empty one is noted only."""
        period, place = self._period(unit, reader, now), _place(unit, reader)
        if period is None or place is None or not claim(unit, reader, period.key, now):
            return False
        zone = rhythm(unit.session, reader, self.usual).zone
        letter, address = write_letter(unit, reader, shared, period.ends_at, zone)
        if not letter.sections:
            return False
        _note_told(unit, reader, period, letter.keys)
        card = digest_card(letter, address, period.ends_at.astimezone(zone).date())
        return post(unit, place, card, key=outbox_key(reader.key, period.key), now=now)


def claim(unit: UnitOfWork, reader: Reader, period: str, now: datetime) -> bool:
    """Note that a reader's period is dealt with, told of nothing; False: it was before."""
    dialect = unit.session.get_bind().dialect.name
    insert_into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = (
        insert_into(DigestIssue)
        .values(reader=reader.key, period=period, at=now, items=[])
        .on_conflict_do_nothing(index_elements=["reader", "period"])
    )
    return unit.session.scalar(statement.returning(DigestIssue.id)) is not None


def _note_told(unit: UnitOfWork, reader: Reader, period: Period, keys: list[str]) -> None:
    issue = DigestIssue.reader == reader.key, DigestIssue.period == period.key
    unit.session.execute(update(DigestIssue).where(*issue).values(items=keys))


def _place(unit: UnitOfWork, reader: Reader) -> Destination | None:
    """Return where the reader is written to; None: they can't be reached."""
    if reader.kind == PERSON:
        account = account_to_tell(unit.session, reader.id)
        return account_destination(unit, account) if account else None
    channel = unit.session.get(Channel, reader.id)
    return channel_destination(channel) if channel else None
