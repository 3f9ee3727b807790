"""Brings a past conversation in, batch after batch; brought in again, it changes nothing.

Killed in the middle, it is simply run again: what was stored is recognised by its key.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from bot.community.models import Community
from bot.importing.opening import open_source
from bot.importing.report import ImportReport
from bot.importing.source import BadRow, CannotImport, LeftOut, Said, Source
from bot.importing.storing import Storer
from bot.ports import Clock
from bot.privacy.audit import record
from bot.progress import Progress
from bot.store import Database

BATCH = 500


def import_path(
    database: Database,
    path: Path,
    community_slug: str,
    clock: Clock,
    progress: Progress,
) -> ImportReport:
    """Import a Slack export (zip or folder), CSV or JSON Lines. Raises CannotImport.

    What kind of message each is, is recognised afterwards, as of every message that comes in.
    """
    community = find_community(database, community_slug)
    report = ImportReport()
    storer = Storer(database, community, report)
    with closing(open_source(path)) as source:
        progress.begin(f"Importing {path.name}", source.total, source.unit)
        for batch in _batches(source, community.programme.slug, report):
            storer.store(batch)
            progress.reach(source.done)
        progress.end()
    _write_down(database, community, report, clock)
    return report


def find_community(database: Database, slug: str) -> Community:
    """Return a community by its slug. Raises CannotImport, naming those there are."""
    with database.read() as unit:
        community = unit.session.scalar(select(Community).where(Community.slug == slug))
        known = unit.session.scalars(select(Community.slug).order_by(Community.slug)).all()
    if community is None:
        there = f"There are: {', '.join(known)}." if known else "There is none yet."
        raise CannotImport(
            f"There is no community “{slug}”. {there}"
            " Set one up with /commonthread in a channel or with import --setup FILE."
        )
    return community


def _batches(source: Source, programme: str, report: ImportReport) -> Iterator[list[Said]]:
    """Gather messages of the programme into batches; count the rest in the report."""
    batch: list[Said] = []
    for item in source.items():
        match item:
            case BadRow():
                report.reject(item)
            case LeftOut():
                report.left_out[item.why] += 1
            case Said() if item.programme not in ("", programme):
                report.left_out["of another programme"] += 1
            case Said():
                batch.append(item)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _write_down(
    database: Database, community: Community, report: ImportReport, clock: Clock
) -> None:
    if not report.added:
        return
    with database.write() as unit:
        record(
            unit,
            by=None,
            action="import.done",
            subject=f"community:{community.slug}",
            now=clock.now(),
            added=report.added,
            people=report.people,
            bad=report.bad,
        )
        unit.commit()
