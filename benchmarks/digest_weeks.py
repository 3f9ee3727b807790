"""Plays the sample's twelve weeks by its own clock and sends the weekly digests.

`python -m benchmarks digest_weeks` prints how many went out, how long they are and what was in
them; DIGEST_OF=u001,u009 prints those people's in full. The messages go the real way in. The
sample's lessons count as tagged an hour after they were written; the department's replies as
released when they were said.
"""

import json
import os
import statistics
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot import sample
from bot.bootstrap import Application, connect_nothing, load_learned, open_database
from bot.capture.door import at_the_door
from bot.capture.models import Contribution
from bot.cards import Actions, Card, Heading, Paragraph, Quote, from_json
from bot.community.models import Account, Community
from bot.community.setup.applying import apply_setup
from bot.community.setup.sample import PLATFORM, TENANT, sample_conversation, sample_setup
from bot.delivery.models import OutboxRow
from bot.digests.letters.models import DigestIssue
from bot.digests.letters.plain import as_text
from bot.digests.letters.sending import Digests
from bot.digests.replies.models import (
    AskKind,
    DepartmentAsk,
    DepartmentReply,
    ReplyState,
    Standing,
)
from bot.events import MessagePosted, Place, Sender
from bot.features import usual_of
from bot.lessons.models import Lesson
from bot.questions.experience.service import Experience
from bot.settings import Settings
from bot.store import Database

LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2026, 7, 13, 10, 0, tzinfo=LONDON)
WEEKS = 12
AFTER = timedelta(hours=1)


@dataclass
class MovedClock:
    """A clock that stands where it is put."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def run() -> str:
    """Return the tables."""
    with TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, cache_directory=Path("var/cache"))
        database = open_database(f"sqlite:///{folder}/weeks.db")
        clock = MovedClock(FIRST.astimezone(UTC))
        app = Application(settings, database, clock, load_learned(settings), connect_nothing)
        _set_up(database, clock.now())
        for week in range(WEEKS):
            _one_week(app, clock, FIRST + timedelta(weeks=week))
            sys.stderr.write(f"\rweek {week + 1} ")
        told = _told(database)
        database.close()
    return told


def _set_up(database: Database, now: datetime) -> None:
    setup = sample_setup(sample.sample_channels(), sample.sample_people(), sample.sample_hubs())
    with database.write() as unit:
        apply_setup(unit, setup, now)
        unit.commit()


def _one_week(app: Application, clock: MovedClock, monday: datetime) -> None:
    """Let a week be said and grouped, then send its digests."""
    clock.at = monday.astimezone(UTC)
    before = clock.at - timedelta(days=7)
    first = monday == FIRST
    with app.database.write(durable=False) as unit:
        for record in sample.sample_messages():
            at = datetime.fromisoformat(record["ts"]).astimezone(UTC)
            if at <= clock.at and (first or at > before):
                event = at_the_door(_event(record, at))
                assert isinstance(event, MessagePosted)
                app.reception.handle(unit, event)
        unit.commit()
    app.regroup()
    _tag_lessons(app.database, clock.at)
    _department(app.database, clock.at)
    experience = Experience(app.answers, app.themes.nearest_theme, LONDON)
    digests = Digests(app.database, experience, usual_of(app.settings))
    for later in (timedelta(), timedelta(days=1)):  # a Monday may be a bank holiday
        digests.send(clock.at + later)


def _event(record: sample.Record, at: datetime) -> MessagePosted:
    conversation = sample_conversation(record["platform"], record["channel"])
    return MessagePosted(
        event_id=record["id"],
        at=at,
        who=Sender(platform=PLATFORM, tenant=TENANT, user_id=record["author"]),
        where=Place(
            platform=PLATFORM, tenant=TENANT, conversation=conversation, thread=record["thread"]
        ),
        message_id=record["id"],
        text=record["text"],
        permalink=f"https://chat.example.org/{record['id']}",
    )


def _said(database: Database) -> dict[str, Contribution]:
    with database.read() as unit:
        rows = unit.session.scalars(select(Contribution).where(Contribution.text != "")).all()
    return {one.message_id: one for one in rows}


def _tag_lessons(database: Database, now: datetime) -> None:
    said = _said(database)
    with database.write() as unit:
        have = set(unit.session.scalars(select(Lesson.contribution_id)))
        for record in sample.sample_lessons():
            one = said.get(record["message"])
            if one is None or one.id in have or one.posted_at + AFTER > now:
                continue
            lesson = Lesson(
                contribution_id=one.id,
                what_happened=record["what_happened"],
                recommendation=record["recommendation"],
                worked=True,
                sharing="members",
                tagged_at=one.posted_at + AFTER,
            )
            unit.session.add(lesson)
        unit.commit()


def _department(database: Database, now: datetime) -> None:
    said = _said(database)
    loops = json.loads((files(sample) / "gold_loops.json").read_text(encoding="utf-8"))
    with database.write() as unit:
        slug = Community.slug == "fostering"
        community_id = unit.session.scalars(select(Community.id).where(slug)).one()
        known = set(unit.session.scalars(select(DepartmentAsk.contribution_id)))
        for loop in loops:
            asked, replies = said.get(loop["asks"][0]), loop["department_responses"]
            reply = said.get(replies[-1]) if replies else None
            if asked is None or reply is None or asked.id in known or reply.posted_at > now:
                continue
            ask = DepartmentAsk(
                community_id=community_id,
                contribution_id=asked.id,
                kind=AskKind.ADVICE,
                words=asked.text,
                raised_at=asked.posted_at,
            )
            unit.session.add(ask)
            unit.flush()
            unit.session.add(
                DepartmentReply(
                    community_id=community_id,
                    ask_id=ask.id,
                    says=Standing.ANSWERED,
                    words=reply.text,
                    at=reply.posted_at,
                    settled_at=reply.posted_at,
                    state=ReplyState.RELEASED,
                )
            )
        unit.commit()


def _told(database: Database) -> str:
    """Return what went out: by week, and of the people asked for in full."""
    wanted = [one for one in os.environ.get("DIGEST_OF", "").split(",") if one]
    with database.read() as unit:
        issues = unit.session.scalars(select(DigestIssue).order_by(DigestIssue.id)).all()
        sent = OutboxRow.key.startswith("digest:")
        rows = unit.session.scalars(select(OutboxRow).where(sent).order_by(OutboxRow.id)).all()
        members = len(unit.session.scalars(select(Account.id)).all())
    lines = [
        f"{members} accounts, of which members get the digest.",
        "",
        "| Week | Readers | Sent | Items | Words, median and most | Replies to you | Department |"
        " Questions | Themes | Lessons | People |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for period in sorted({one.period for one in issues}):
        lines.append(_week_line(period, issues, rows))
    for user in wanted:
        for row in rows:
            if row.user_id == user:
                lines += ["", f"### {user}, {row.key}", "", as_text(from_json(row.card))]
    return "\n".join(lines)


def _week_line(period: str, issues: list[DigestIssue], rows: list[OutboxRow]) -> str:
    of_it = [one for one in issues if one.period == period]
    cards = [from_json(row.card) for row in rows if row.key.endswith(f":{period}")]
    kinds = Counter(str(key).partition(":")[0] for one in of_it for key in one.items)
    lengths = [words_of(card) for card in cards] or [0]
    order = ("answer", "reply", "question", "theme", "lesson", "talk")
    numbers = " | ".join(str(kinds[kind]) for kind in order)
    return (
        f"| {period} | {len(of_it)} | {len(cards)} | {kinds.total()}"
        f" | {statistics.median(lengths):.0f}, {max(lengths)} | {numbers} |"
    )


def words_of(card: Card) -> int:
    """Return how many words there are to read on a card."""
    words = card.title.split()
    for element in card.elements:
        match element:
            case Heading():
                words += element.text.split()
            case Paragraph():
                words += "".join(run.text for run in element.runs).split()
            case Quote():
                words += f"{element.text} {element.source}".split()
            case Actions():
                words += " ".join(button.label for button in element.buttons).split()
            case _:
                pass
    return len(words)
