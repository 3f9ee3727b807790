"""Compiles the sample's summaries one after another: `python -m benchmarks summaries`.

Themes are the sample's own, so that what is shown is what the rules of disclosure let through.
Every draft is approved. Said are the themes each summary told of and how many it held, in which
page three hubs first raised a theme and in which it was first told of, and which names came out.
"""

import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.capture.models import Contribution, Kind
from bot.community.models import Channel, Community, Hub, Person, Programme, Purpose
from bot.digests.checkpoint.compiling import compile_summary
from bot.digests.models import Summary, SummaryState
from bot.digests.snapshot import Snapshot, freeze
from bot.sample import Record, sample_hubs, sample_messages, sample_people, sample_themes
from bot.schedules.calendar import Fortnightly, Monthly, Period, Weekday
from bot.schedules.working import Nation, WorkingCalendar
from bot.store import Database, UnitOfWork
from bot.store.migrate import migrate
from bot.themes.models import Theme, ThemeMembership

NOW = "fostering-hubs"
LEAST = 3
LONDON = ZoneInfo("Europe/London")
CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, clock(9), clock(17))
PAGES = Fortnightly(Weekday.MONDAY, clock(9), LONDON)
NOTES = Monthly(clock(9), CALENDAR)
FIRST, LAST = datetime(2026, 7, 6, tzinfo=LONDON), datetime(2026, 10, 6, tzinfo=LONDON)
REASONS = {
    "three or more hubs raised it": "fewer than 3 hubs",
    "joined in": "waits",
    "five themes": "beyond five",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A summary that was compiled, and in how many milliseconds."""

    period: Period
    snapshot: Snapshot
    took: float


def run() -> str:
    """Compile and approve every summary of the sample's twelve weeks; return the tables."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder)}/summaries.db")
        migrate(database)
        with database.write() as unit:
            community_id = _tell(unit)
            unit.commit()
        made = [_make(database, community_id, period) for period in _periods()]
        database.close()
    return "\n".join((*_rows(made), "", *_late(made), "", _names(made)))


def _periods() -> Iterator[Period]:
    """Every page and note, in the order in which they fall due."""
    seen: dict[str, Period] = {}
    at = FIRST
    while at < LAST:
        for when in (PAGES, NOTES):
            period = when.latest(at)
            if period.ends_at > FIRST:
                seen.setdefault(period.key, period)
        at += timedelta(hours=12)
    yield from seen.values()


def _tell(unit: UnitOfWork) -> int:
    """Store the sample's conversation of now, with its own themes; return the community's id."""
    programme = Programme(slug=NOW, name="Fostering hubs")
    community = Community(slug="hubs", name="Hub leads", programme=programme)
    unit.session.add_all([programme, community])
    unit.flush()
    hubs = {
        hub["slug"]: Hub(programme_id=programme.id, slug=hub["slug"], name=hub["name"])
        for hub in sample_hubs()
    }
    people = {one["id"]: Person(name=one["name"]) for one in sample_people()}
    themes = {one["slug"]: _theme(one, community.id) for one in sample_themes()}
    channel = _channel(community.id)
    unit.session.add_all([*hubs.values(), *people.values(), *themes.values(), channel])
    unit.flush()
    said: dict[str, Contribution] = {}
    for message in sample_messages():
        if message["programme"] == NOW:
            row = _row(message, community.id, channel.id, hubs, people, said)
            unit.session.add(row)
            unit.flush()
            said[message["id"]] = row
            if message["theme"] and not message["thread"]:
                theme = themes[message["theme"]].id
                unit.session.add(
                    ThemeMembership(contribution_id=row.id, theme_id=theme, since=row.posted_at)
                )
    return community.id


def _theme(one: Record, community_id: int) -> Theme:
    return Theme(
        community_id=community_id,
        label=one["title"],
        description=one["description"],
        born_at=FIRST.astimezone(UTC),
    )


def _channel(community_id: int) -> Channel:
    return Channel(
        platform="file",
        tenant="t",
        conversation="c",
        community_id=community_id,
        purpose=Purpose.COMMUNITY,
    )


def _row(
    message: Record,
    community_id: int,
    channel_id: int,
    hubs: dict[str, Hub],
    people: dict[str, Person],
    said: dict[str, Contribution],
) -> Contribution:
    at = datetime.fromisoformat(message["ts"]).astimezone(UTC)
    hub, person, first = (
        hubs.get(message["hub"] or ""),
        people.get(message["author"]),
        said.get(message.get("dup_of") or ""),
    )
    return Contribution(
        community_id=community_id,
        channel_id=channel_id,
        platform="file",
        tenant="t",
        conversation="c",
        message_id=message["id"],
        thread=message["thread"] or message["id"],
        author_id=person.id if person else None,
        hub_id=hub.id if hub else None,
        kind=Kind(message["kind"]),
        text=message["text"],
        posted_at=at,
        version=at,
        same_as_id=first.id if first else None,
    )


def _make(database: Database, community_id: int, period: Period) -> Made:
    """Compile a summary and approve it, if it tells of a theme."""
    with database.write() as unit:
        began = time.perf_counter()
        community = unit.session.get_one(Community, community_id)
        snapshot = compile_summary(unit, community, period, CALENDAR)
        took = (time.perf_counter() - began) * 1000
        ends = period.ends_at.astimezone(UTC)
        if snapshot.themes:
            unit.session.add(
                Summary(
                    community_id=community_id,
                    period=period.key,
                    starts_at=period.starts_at.astimezone(UTC),
                    ends_at=ends,
                    state=SummaryState.APPROVED,
                    snapshot=freeze(snapshot),
                    drafted_at=ends,
                    decided_at=ends,
                )
            )
        unit.commit()
    return Made(period, snapshot, took)


def _rows(made: list[Made]) -> Iterator[str]:
    yield "| | themes told | by band and trend | held | ms |"
    yield "|---|---|---|---|---|"
    for one in made:
        told = [f"{line.label} ({line.band}, {line.trend})" for line in one.snapshot.themes]
        held = ", ".join(
            f"{number} {name}"
            for words, name in REASONS.items()
            if (number := sum(words in each.why for each in one.snapshot.held))
        )
        week = one.snapshot.week
        yield f"| {week} | {len(told)} | {'; '.join(told)} | {held} | {one.took:.0f} |"


def _late(made: list[Made]) -> Iterator[str]:
    """Yield for each theme the page in which three hubs first raised it, and the first that tells.

    A theme is said to emerge when it was first raised after the first two pages.
    """
    pages = [one for one in made if one.period.key[5] == "W"]
    raised = _raised(pages)
    yield "| theme | first raised by three hubs in page | told first in page | |"
    yield "|---|---|---|---|"
    for theme in sample_themes():
        label = theme["title"]
        told = [n for n, one in enumerate(pages, 1) if label in _labels(one)]
        three = [n for n, hubs in enumerate(raised[theme["slug"]], 1) if hubs >= LEAST]
        begins = next((n for n, hubs in enumerate(raised[theme["slug"]], 1) if hubs), 0)
        emerges = "emerging" if begins > 2 else ""
        first = [min(pages, default="never") for pages in (three, told)]
        yield f"| {label} | {first[0]} | {first[1]} | {emerges} |"


def _labels(one: Made) -> list[str]:
    return [line.label for line in one.snapshot.themes]


def _raised(pages: list[Made]) -> dict[str, list[int]]:
    """Return for each theme how many hubs raised it in each page's time."""
    messages = [one for one in sample_messages() if one["programme"] == NOW]
    theme_of = {one["id"]: one["theme"] for one in messages}
    said = [
        (theme_of[one["thread"] or one["id"]], one["hub"], datetime.fromisoformat(one["ts"]))
        for one in messages
        if one["hub"] and one["kind"] != Kind.CHATTER
    ]
    times = [(page.period.starts_at, page.period.ends_at) for page in pages]
    return {
        theme["slug"]: [
            len({hub for about, hub, at in said if about == theme["slug"] and begin < at <= end})
            for begin, end in times
        ]
        for theme in sample_themes()
    }


def _names(made: list[Made]) -> str:
    """Say which names of hubs and people are in what is told; held items are not posted."""
    names = [hub["name"] for hub in sample_hubs()] + [one["name"] for one in sample_people()]
    told = " ".join(repr({**freeze(one.snapshot), "held": ()}) for one in made)
    out = [name for name in names if re.search(rf"\b{re.escape(name)}\b", told)]
    return f"Names of hubs and people in {len(made)} summaries: {len(out)} of {len(names)} {out}"
