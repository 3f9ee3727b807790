"""Previews a lessons log, and brings it in: each row once, redacted before it is stored.

Brought in again it changes nothing; killed in the middle it is run again and goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.capture.door import clean
from bot.capture.models import Contribution, Kind
from bot.community.models import Channel, Community, Purpose
from bot.importing.lessons.columns import FIELDS, columns_for
from bot.importing.lessons.reading import Logged, Words, read_row
from bot.importing.registering import Hubs
from bot.importing.source import BadRow
from bot.importing.tables import Rows, open_rows
from bot.lessons.models import Lesson, LessonChange
from bot.ports import Clock
from bot.privacy.audit import record
from bot.progress import Progress
from bot.store import Database, UnitOfWork
from bot.words import shorten

PLATFORM, CONVERSATION = "import", "lessons-log"
BATCH = 100
SHOWN = 3
BAD_SHOWN = 10


@dataclass(slots=True)
class LogReport:
    """What a log holds, and what became of its rows. `stored` is False for a preview."""

    columns: dict[str, str]
    ignored: list[str]
    stored: bool
    rows: int = 0
    added: int = 0
    already_there: int = 0
    hubs: int = 0
    bad: list[BadRow] = field(default_factory=list)
    first: list[Logged] = field(default_factory=list)

    def __str__(self) -> str:
        """Return the report for the terminal."""
        lines = ["Columns read as:"]
        lines += [f"  {FIELDS[name]}: “{column}”" for name, column in self.columns.items()]
        if self.ignored:
            lines.append(f"Not read: {', '.join(f'“{name}”' for name in self.ignored)}.")
        lines += [f"Lessons that can be read: {self.rows:,}. Rows that can't: {len(self.bad):,}."]
        lines += [f"  {row}" for row in self.bad[:BAD_SHOWN]]
        if self.stored:
            there = f"Already there: {self.already_there:,}. New hubs: {self.hubs:,}."
            return "\n".join([*lines, f"Lessons added: {self.added:,}. {there}"])
        lines += ["The first of them:"] + [
            f"  {shorten(one.words.recommendation, 90)}" for one in self.first
        ]
        return "\n".join([*lines, "Nothing was stored. Run it again without --dry-run to store."])

    def as_dict(self) -> dict[str, Any]:
        """Return the report for a program to read."""
        return {
            "columns": self.columns,
            "ignored": self.ignored,
            "rows": self.rows,
            "stored": self.stored,
            "added": self.added,
            "already_there": self.already_there,
            "bad": [{"file": one.file, "line": one.line, "what": one.what} for one in self.bad],
        }


def preview_log(path: Path, said: Mapping[str, str], zone: ZoneInfo) -> LogReport:
    """Read a log and tell how it is understood; nothing is stored. Raises CannotImport."""
    with closing(open_rows(path)) as rows:
        report = _report(rows, said, stored=False)
        for one in _lessons(rows, report, zone):
            if len(report.first) < SHOWN:
                report.first.append(one)
    return report


def import_log(
    database: Database,
    path: Path,
    community: Community,
    said: Mapping[str, str],
    zone: ZoneInfo,
    clock: Clock,
    progress: Progress,
) -> LogReport:
    """Bring a log in as lessons of a community, to be checked. Raises CannotImport."""
    with closing(open_rows(path)) as rows:
        report = _report(rows, said, stored=True)
        progress.begin(f"Importing {path.name}", rows.total, rows.unit)
        lessons = _lessons(rows, report, zone)
        while batch := [_redacted(one) for one in islice(lessons, BATCH)]:
            _store(database, community, batch, report, clock.now())
            progress.reach(rows.done)
        progress.end()
    return report


def _report(rows: Rows, said: Mapping[str, str], *, stored: bool) -> LogReport:
    columns = columns_for(rows.columns, said)
    ignored = [name for name in rows.columns if name not in columns.values()]
    return LogReport(columns, ignored, stored)


def _lessons(rows: Rows, report: LogReport, zone: ZoneInfo) -> Iterator[Logged]:
    for line, row in rows.rows():
        read = row if isinstance(row, str) else read_row(row, report.columns, zone)
        if isinstance(read, str):
            report.bad.append(BadRow(rows.name, line, read))
        else:
            report.rows += 1
            yield read


def _redacted(lesson: Logged) -> Logged:
    cleaned = {name: clean(said) for name, said in asdict(lesson.words).items()}
    return replace(lesson, words=Words(**cleaned))


def _store(
    database: Database,
    community: Community,
    batch: Sequence[Logged],
    report: LogReport,
    now: datetime,
) -> None:
    with database.write() as unit:
        channel = _channel(unit, community)
        ids = {f"{community.slug}:{one.key}": one for one in batch}
        there = set(
            unit.session.scalars(
                select(Contribution.message_id).where(
                    Contribution.channel_id == channel.id, Contribution.message_id.in_(ids)
                )
            )
        )
        hubs = Hubs(unit, community)
        for message_id, one in ids.items():
            if message_id not in there:
                hub_id = hubs.id_of(one.hub) if one.hub else None
                _add(unit, channel, message_id, one, hub_id, now)
        report.hubs += hubs.made
        report.already_there += len(there)
        report.added += len(ids) - len(there)
        _write_down(unit, community, len(ids) - len(there), now)
        unit.commit()


def _channel(unit: UnitOfWork, community: Community) -> Channel:
    """Return where the community's logged lessons are kept, made the first time."""
    conversation = f"{CONVERSATION}-{community.slug}"
    found = unit.session.scalar(
        select(Channel).where(Channel.platform == PLATFORM, Channel.conversation == conversation)
    )
    if found is None:
        found = Channel(
            platform=PLATFORM,
            tenant=PLATFORM,
            conversation=conversation,
            name="lessons log",
            community_id=community.id,
            purpose=Purpose.COMMUNITY,
        )
        unit.session.add(found)
        unit.flush()
    return found


def _add(
    unit: UnitOfWork,
    channel: Channel,
    message_id: str,
    one: Logged,
    hub_id: int | None,
    now: datetime,
) -> None:
    message = Contribution(
        community_id=channel.community_id,
        channel_id=channel.id,
        platform=channel.platform,
        tenant=channel.tenant,
        conversation=channel.conversation,
        message_id=message_id,
        thread=message_id,
        hub_id=hub_id,
        kind=Kind.LESSON,
        kind_by="import",
        kind_probability=1.0,
        text=f"{one.words.what_happened}\n{one.words.recommendation}",
        posted_at=one.on or now,
        version=one.on or now,
        origin="import",
    )
    unit.session.add(message)
    unit.flush()
    _add_lesson(unit, message.id, one, now)


def _add_lesson(unit: UnitOfWork, message_id: int, one: Logged, now: datetime) -> None:
    lesson = Lesson(
        contribution_id=message_id,
        tagged_at=now,
        source="log",
        worked=one.worked,
        stage=one.stage,
        evidence=one.evidence,
        sharing=str(one.sharing),
        **asdict(one.words),
    )
    unit.session.add(lesson)
    unit.flush()
    unit.session.add(
        LessonChange(lesson_id=lesson.id, at=now, what="imported", became=lesson.status)
    )


def _write_down(unit: UnitOfWork, community: Community, added: int, now: datetime) -> None:
    if added:
        subject = f"community:{community.slug}"
        record(unit, by=None, action="lessons.imported", subject=subject, now=now, added=added)
