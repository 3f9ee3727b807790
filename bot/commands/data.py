"""Work on what is kept: import, grouping, summaries, migrations. Prints what was done."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from bot.bootstrap import Application, SystemClock, connect_nothing, load_learned, open_database
from bot.cli import CommandFailed
from bot.community.models import Community
from bot.community.setup.reading import SetupFileError
from bot.community.setup_file import apply_setup_file
from bot.digests.models import Summary
from bot.digests.weekly import draft_for_all
from bot.features import usual_times
from bot.importing.lessons.service import import_log, preview_log
from bot.importing.service import find_community, import_path
from bot.importing.source import CannotImport
from bot.progress import NoProgress, Progress, progress_on
from bot.schedules.timetable.reading import plans_of, running
from bot.settings import Settings
from bot.store import Database
from bot.themes.service import KeepChanging


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    database = open_database(settings.database_url)
    try:
        yield database
    finally:
        database.close()


def _progress(given: argparse.Namespace) -> Progress:
    return NoProgress() if given.json else progress_on(sys.stderr)


def _say(given: argparse.Namespace, words: str, numbers: Any) -> None:
    told = json.dumps(numbers, indent=2, ensure_ascii=False) if given.json else words
    sys.stdout.write(told + "\n")


def import_(given: argparse.Namespace, settings: Settings) -> int:
    """Bring in a past conversation, or a set-up."""
    with _opened(settings) as database:
        try:
            report = _bring_in(given, settings, database)
        except (CannotImport, SetupFileError) as error:
            raise CommandFailed(str(error)) from None
    _say(given, str(report), report.as_dict())
    return 0


def _bring_in(given: argparse.Namespace, settings: Settings, database: Database) -> Any:
    clock = SystemClock()
    if given.setup:
        return apply_setup_file(database, given.setup, clock.now())
    if given.lessons and given.dry_run:
        return preview_log(given.path, _mapped(given.map), settings.zone)
    if not given.community:
        raise CommandFailed("say which community it belongs to: --community SLUG")
    if given.lessons:
        community = find_community(database, given.community)
        mapped, progress = _mapped(given.map), _progress(given)
        return import_log(database, given.path, community, mapped, settings.zone, clock, progress)
    if given.dry_run or given.map:
        raise CommandFailed("--dry-run and --map are for a lessons log: add --lessons")
    return import_path(database, given.path, given.community, clock, _progress(given))


def _mapped(pairs: Sequence[str]) -> dict[str, str]:
    mapped = dict(pair.partition("=")[::2] for pair in pairs)
    if not all(mapped.values()):
        raise CommandFailed('--map takes FIELD=COLUMN, for example --map "recommendation=Advice"')
    return mapped


def group(given: argparse.Namespace, settings: Settings) -> int:
    """Understand what waits and regroup every community."""
    with _opened(settings) as database:
        learned = load_learned(settings, threads=2)
        app = Application(settings, database, SystemClock(), learned, connect_nothing)
        try:
            reports = app.group_now(_progress(given))
        except KeepChanging as error:
            raise CommandFailed("the themes are being changed just now; try again.") from error
    words = "\n".join(map(str, reports)) or "There is no community yet: set one up first."
    _say(given, words, [report.as_dict() for report in reports])
    return 0


def checkpoint(given: argparse.Namespace, settings: Settings) -> int:
    """Draft each community's latest page, for its facilitators to approve."""
    now, usual = SystemClock().now(), usual_times(settings)
    with _opened(settings) as database:
        with database.read() as unit:
            every = [plans_of(unit.session, one, usual, now) for one in running(unit.session)]
        pages = {page.community_id: page.when.latest(now) for page, _ in every}
        draft_for_all(database, pages, settings.calendar, now)
        with database.read() as unit:
            drafts = unit.session.execute(
                select(Community.id, Community.slug, Summary.period, Summary.state)
                .join(Summary, Summary.community_id == Community.id)
                .where(Summary.period.in_({page.key for page in pages.values()}))
                .order_by(Community.id)
            ).all()
    found = [
        {"community": slug, "period": period, "state": str(state)}
        for community_id, slug, period, state in drafts
        if community_id in pages and pages[community_id].key == period
    ]
    lines = [f"{one['community']}: {one['state']}" for one in found]
    words = "\n".join(lines) or "There was nothing to draft; the facilitators are told why."
    _say(given, words, {"summaries": found})
    return 0


def migrate(given: argparse.Namespace, settings: Settings) -> int:
    """Bring the database's tables to this version."""
    with _opened(settings):
        sys.stdout.write("The database is at this version.\n")
    return 0
