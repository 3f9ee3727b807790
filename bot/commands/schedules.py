"""Lists what is done by schedule, and changes when a community has its drafts."""

import argparse
import json
import sys
from datetime import datetime, time

from sqlalchemy import select

from bot.bootstrap import SystemClock, open_database
from bot.cli import CommandFailed
from bot.community.models import Community
from bot.features import usual_times
from bot.schedules.calendar import Weekday
from bot.schedules.timetable.changing import Wish, change
from bot.schedules.timetable.listing import Entry, entries
from bot.schedules.timetable.reading import running
from bot.schedules.timetable.rules import CHOSEN, PAGE, Usual
from bot.schedules.timetable.wording import NAMES, when_words
from bot.settings import Settings
from bot.store import UnitOfWork


def schedules(given: argparse.Namespace, settings: Settings) -> int:
    """List the schedules, as they are after the change that was asked for."""
    usual, now = usual_times(settings), SystemClock().now()
    database = open_database(settings.database_url)
    try:
        if given.set or given.off:
            with database.write() as unit:
                _change(unit, given, usual, now)
                unit.commit()
        with database.read() as unit:
            listed = [
                (one.slug, entries(unit.session, one.id, usual, now))
                for one in _communities(unit, given.community)
            ]
    finally:
        database.close()
    if given.json:
        found = {slug: [_told(entry) for entry in every] for slug, every in listed}
        sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    else:
        words = "\n\n".join(_in_words(slug, every, usual) for slug, every in listed)
        sys.stdout.write((words or "There is no community yet: set one up first.") + "\n")
    return 0


def _communities(unit: UnitOfWork, slug: str | None) -> list[Community]:
    """Return the one of this name, else every running one. Raises CommandFailed."""
    if slug is None:
        return [unit.session.get_one(Community, one) for one in running(unit.session)]
    found = unit.session.scalar(select(Community).where(Community.slug == slug))
    if found is None:
        raise CommandFailed(f"there is no community “{slug}”.")
    if found.programme.past:
        raise CommandFailed(f"nothing is scheduled for “{slug}”: its programme has ended.")
    return [found]


def _change(unit: UnitOfWork, given: argparse.Namespace, usual: Usual, now: datetime) -> None:
    if not given.community:
        raise CommandFailed("say whose schedule to change: --community SLUG")
    (community,) = _communities(unit, given.community)
    name, wish = (given.off, Wish(False)) if given.off else _wish(given.set)
    change(unit, community, name, wish, usual, None, now)


def _wish(typed: list[str]) -> tuple[str, Wish]:
    """Return what was typed after --set; each word was checked. Raises CommandFailed."""
    names = [word for word in typed if word in CHOSEN]
    parts = dict(word.split("=") for word in typed if word not in CHOSEN)
    if len(names) != 1:
        raise CommandFailed("say after --set which one, page or note: --set page weekday=friday")
    if names[0] != PAGE and "weekday" in parts:
        raise CommandFailed("the note comes on the first working day of a month: set its time only")
    weekday = Weekday(parts["weekday"]) if "weekday" in parts else None
    at = time.fromisoformat(f"{parts['at']:0>5}") if "at" in parts else None
    return names[0], Wish(True, weekday, at)


def _in_words(slug: str, every: list[Entry], usual: Usual) -> str:
    lines = [slug]
    for one in (entry.line(usual) for entry in every):
        lines.append(f"  {NAMES[one.name]}: {one.when}")
        lines.append(f"    next {one.following}; last {one.last}")
    return "\n".join(lines)


def _told(entry: Entry) -> dict[str, object]:
    run = entry.last
    last = run and {
        "period": run.period,
        "state": str(run.state),
        "started_at": run.started_at.isoformat(),
        "error": run.error,
    }
    return {
        "name": entry.name,
        "when": when_words(entry.when),
        "on": entry.wanted,
        "next": entry.following.isoformat() if entry.following else None,
        "last": last,
    }
