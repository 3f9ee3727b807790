"""Kills the process that sends digests, at any moment, and counts what every reader got.

`python -m benchmarks digest_kills` does it a thousand times on SQLite and on PostgreSQL;
DIGEST_KILLS=200 does so many. It may be stopped: what was counted by then is said.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as clock_time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from adapters.grouping import MatrixIndex
from adapters.grouping.embedding import BytesEmbedder
from benchmarks.lookup_store import PLATFORM, TENANT, postgresql, sqlite
from bot.capture.models import Contribution, Kind
from bot.community.models import Account, Membership, Person, Role
from bot.delivery.models import OutboxRow
from bot.digests.letters.models import DigestIssue, outbox_key
from bot.digests.letters.readers import Usual
from bot.digests.letters.sending import Digests
from bot.lessons.models import Lesson
from bot.questions.experience.service import Experience
from bot.questions.lookup import EarlierAnswers
from bot.schedules.calendar import Weekday
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import Database
from clustering.embedding import HashedEmbedder

LONDON = ZoneInfo("Europe/London")
USUAL = Usual(
    Weekday.WEDNESDAY,
    clock_time(10),
    WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, clock_time(9), clock_time(17)),
)
READERS = 12
FIRST = datetime(2026, 1, 14, 10, 5, tzinfo=LONDON)
"""A Wednesday: on a bank holiday nothing is sent, and no Wednesday of 2026 is one."""
WHERE = {"platform": PLATFORM, "tenant": TENANT}
NOW = 1
"""The community, and its channel, that the store has."""
STORES: dict[str, Callable[[], AbstractContextManager[Database]]] = {
    "SQLite": sqlite,
    "PostgreSQL": postgresql,
}


@dataclass
class Counts:
    """What happened on one database."""

    kills: int = 0
    weeks: int = 0
    digests: int = 0
    twice: int = 0
    never: int = 0
    torn: int = 0
    seconds: list[float] = field(default_factory=list)


def run() -> str:
    """Return the table."""
    wanted = int(os.environ.get("DIGEST_KILLS", "1000"))
    lines = [
        "| Database | Kills | Weeks | Readers | Digests sent | Sent twice | Never sent | Torn |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, store in STORES.items():
        counts = _kill(name, store, wanted)
        lines.append(
            f"| {name} | {counts.kills} | {counts.weeks} | {READERS} | {counts.digests}"
            f" | {counts.twice} | {counts.never} | {counts.torn} |"
        )
    return "\n".join(lines)


def _kill(name: str, store: Callable[[], AbstractContextManager[Database]], wanted: int) -> Counts:
    """Send week after week, killing the sender until so many kills have hit it at work."""
    counts, chance = Counts(), random.Random(7)
    with store() as database:
        url = database.engine.url.render_as_string(hide_password=False)
        _fill(database)
        database.close()
        try:
            while counts.kills < wanted:
                now = FIRST + timedelta(weeks=counts.weeks)
                _in_a_child(lambda now=now: _tell(url, now))  # type: ignore[misc]
                if counts.weeks:  # the first tells how long it takes
                    _one_week(url, now, counts, chance, wanted)
                _in_a_child(lambda now=now: _send(url, now), counts.seconds)  # type: ignore[misc]
                counts.weeks += 1
                sys.stderr.write(f"\r{name}: {counts.kills} kills, {counts.weeks} weeks ")
        except KeyboardInterrupt:
            sys.stderr.write("stopped\n")
        _count(url, counts)
    return counts


def _one_week(url: str, now: datetime, counts: Counts, chance: random.Random, wanted: int) -> None:
    """Start the sender and kill it, until it has once come to its end by itself."""
    longest = max(counts.seconds[-5:])
    while counts.kills < wanted:
        child = _fork(lambda: _send(url, now))
        time.sleep(chance.uniform(0, 1.3 * longest))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            if os.waitstatus_to_exitcode(status):
                raise RuntimeError("the sender failed by itself")
            return
        counts.kills += 1
        longest *= 1.05  # on a busy machine it would never come to its end


def _fork(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as error:  # noqa: BLE001 - the parent is told by the exit code
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


def _in_a_child(work: Callable[[], None], seconds: list[float] | None = None) -> None:
    started = time.monotonic()
    _, status = os.waitpid(_fork(work), 0)
    if status:
        raise RuntimeError("a child failed")
    if seconds is not None:
        seconds.append(time.monotonic() - started)


def _send(url: str, now: datetime) -> None:
    database = Database(url)
    earlier = EarlierAnswers(BytesEmbedder(HashedEmbedder()), MatrixIndex())
    Digests(database, Experience(earlier, lambda *_: None, LONDON), USUAL).send(now)
    database.close()


def _fill(database: Database) -> None:
    """Add readers to the one whom the store has already."""
    with database.write() as unit:
        for number in range(2, READERS + 1):
            unit.session.add(Person(id=number, name=f"Reader {number}"))
            unit.flush()
            member = Membership(person_id=number, community_id=NOW, role=Role.MEMBER)
            account = Account(**WHERE, user_id=f"u{number}", person_id=number)
            unit.session.add_all([member, account])
        unit.commit()


def _tell(url: str, now: datetime) -> None:
    """Have somebody tag a lesson, so that there is something to tell each reader this week."""
    database, at = Database(url), now - timedelta(days=1)
    with database.write() as unit:
        message = Contribution(
            **WHERE,
            conversation="1",
            community_id=NOW,
            channel_id=NOW,
            message_id=f"m{now:%Y%m%d}",
            thread=f"m{now:%Y%m%d}",
            kind=Kind.LESSON,
            text="We tried it.",
            posted_at=at,
            version=at,
        )
        unit.session.add(message)
        unit.flush()
        lesson = Lesson(
            contribution_id=message.id,
            what_happened="We tried it.",
            recommendation=f"Do as we did in the week of {now:%d %B}.",
            worked=True,
            sharing="members",
            tagged_at=at,
        )
        unit.session.add(lesson)
        unit.commit()
    database.close()


def _count(url: str, counts: Counts) -> None:
    """Count what stands in the outbox against what should."""
    database = Database(url)
    with database.read() as unit:
        posted = Counter(unit.session.scalars(select(OutboxRow.key)))
        issues = unit.session.scalars(select(DigestIssue)).all()
        told = {
            outbox_key(one.reader, one.period): [str(key) for key in one.items] for one in issues
        }
    counts.digests = sum(posted.values())
    lessons = Counter(
        (key.rpartition(":")[0], item) for key, items in told.items() for item in items
    )
    counts.twice = sum(number > 1 for number in [*posted.values(), *lessons.values()])
    counts.never = READERS * counts.weeks - sum(bool(items) for items in told.values())
    counts.torn = sum((key in posted) != bool(items) for key, items in told.items())
    counts.torn += len(posted.keys() - told.keys())
    database.close()
