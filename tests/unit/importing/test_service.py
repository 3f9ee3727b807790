"""Importing: once, resumable, redacted, recognised, and never what somebody refused."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from sqlalchemy import func, select

from adapters.grouping.embedding import BytesEmbedder
from bot.capture.models import Contribution, Kind
from bot.capture.understanding import Understanding
from bot.community.models import Account, Channel, Community, Hub, Person, Purpose
from bot.importing.report import ImportReport
from bot.importing.service import import_path
from bot.importing.source import CannotImport
from bot.ports import Clock
from bot.privacy.erasure import forget
from bot.privacy.models import AuditEntry
from bot.progress import LineProgress, NoProgress
from bot.store import Database
from clustering.embedding import HashedEmbedder
from tests.unit.importing.conftest import QuestionMarks, export_files, said, write_zip

BringIn = Callable[[Path], ImportReport]
ROOT = "1751794544.000200"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    replies = [
        said(f"{1751794600 + n}.000000", f"Reply {n}", "U2", thread_ts=ROOT) for n in range(3)
    ]
    days = {
        "hub-leads/2025-07-06.json": [said(ROOT, "Who runs it?", thread_ts=ROOT), *replies],
        "hub-leads/2025-07-07.json": [
            said("1751880944.000000", "We lost the venue"),
            said("1751880945.000000", "beep", bot_id="B1"),
            said("bad", "row"),
        ],
    }
    return write_zip(tmp_path / "export.zip", export_files(days))


def table(tmp_path: Path, *rows: str, name: str = "t.csv") -> Path:
    path = tmp_path / name
    header = "id,ts,channel,author,hub,thread,text,kind,programme"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_an_export_is_brought_in(database: Database, bring_in: BringIn, export: Path) -> None:
    report = bring_in(export)
    assert (report.added, report.already_there, report.bad) == (5, 0, 1)
    assert (report.people, report.channels, report.hubs) == (2, 1, 0)
    assert report.left_out == {"from bots": 1}
    assert "hub-leads/2025-07-07.json, line 15: “ts” is not a Slack time" in str(report)
    with database.read() as unit:
        rows = unit.session.scalars(select(Contribution).order_by(Contribution.posted_at)).all()
        assert {(row.kind, row.understood_by) for row in rows} == {(Kind.UNSURE, None)}, "not yet"
        assert {row.origin for row in rows} == {"import"}
        assert [row.thread for row in rows[:4]] == [ROOT] * 4
        channel = unit.session.scalars(select(Channel)).one()
        assert (channel.capture, channel.purpose) == (False, Purpose.COMMUNITY)
        assert unit.session.scalars(select(AuditEntry.action)).all() == ["import.done"]
        emails = unit.session.scalars(select(Account.email).where(Account.user_id == "U1"))
        assert emails.one() == "aisha@example.org"


def test_bringing_it_in_again_changes_nothing(
    database: Database, bring_in: BringIn, export: Path
) -> None:
    bring_in(export)
    before = contents(database)
    again = bring_in(export)
    assert (again.added, again.already_there, again.people) == (0, 5, 0)
    assert contents(database) == before


def test_a_live_message_and_an_imported_one_are_the_same(
    database: Database, bring_in: BringIn, export: Path, community: str
) -> None:
    with database.write() as unit:
        found = unit.session.scalars(select(Community).where(Community.slug == community)).one()
        person = Person(name="Aisha")
        channel = Channel(
            platform="slack",
            tenant="T1",
            conversation="C1",
            community_id=found.id,
            purpose=Purpose.COMMUNITY,
            capture=True,
        )
        unit.session.add_all([person, channel])
        unit.flush()
        now = datetime(2025, 7, 6, 9, 35, 44, 200, tzinfo=UTC)
        unit.session.add(
            Contribution(
                community_id=found.id,
                channel_id=channel.id,
                platform="slack",
                tenant="T1",
                conversation="C1",
                message_id=ROOT,
                thread=ROOT,
                author_id=person.id,
                kind=Kind.QUESTION,
                text="Who runs it? (as edited live)",
                posted_at=now,
                version=now,
            )
        )
        unit.commit()
    report = bring_in(export)
    assert (report.added, report.already_there, report.channels) == (4, 1, 0)
    with database.read() as unit:
        live = unit.session.scalars(
            select(Contribution).where(Contribution.message_id == ROOT)
        ).one()
        assert live.text == "Who runs it? (as edited live)"
        assert unit.session.scalars(select(Channel.capture)).one(), "set up as it was"


def test_kinds_are_recognised_afterwards_by_thread_and_only_once(
    database: Database, bring_in: BringIn, export: Path, recogniser: QuestionMarks
) -> None:
    bring_in(export)
    Understanding(database, BytesEmbedder(HashedEmbedder()), recogniser, []).work_all()
    with database.read() as unit:
        kinds = unit.session.scalars(select(Contribution.kind).order_by(Contribution.posted_at))
        assert list(kinds) == [Kind.QUESTION, *[Kind.ANSWER] * 3, Kind.UNSURE]
    assert len(recogniser.asked) == 5


def test_people_and_hubs_who_refused_are_left_out(
    database: Database, tmp_path: Path, bring_in: BringIn
) -> None:
    first = table(tmp_path, "m1,1751794544,c,ann,Calder,,one,,", "m2,1751794544,c,bob,Fen,,two,,")
    assert bring_in(first).hubs == 2
    with database.write() as unit:
        people = unit.session.scalars(select(Person).order_by(Person.name)).all()
        people[0].capture_off = True
        assert people[1].hub is not None
        people[1].hub.capture_off = True
        unit.commit()
    second = table(
        tmp_path,
        "m3,1751794544,c,ann,,,three,,",
        "m4,1751794544,c,bob,,,four,,",
        "m5,1751794544,c,col,,,five,,",
    )
    report = bring_in(second)
    assert report.added == 1
    assert report.left_out == {"by people or hubs who asked not to be captured": 2}


def test_hubs_are_found_by_slug_or_name_and_stay_with_the_author(
    database: Database, tmp_path: Path, bring_in: BringIn
) -> None:
    bring_in(
        table(
            tmp_path,
            "m1,1751794544,c,ann,Calder and Aire,,one,,",
            "m2,1751794545,c,ann,,,two,,",
            "m3,1751794546,c,bob,calder-and-aire,,three,,",
        )
    )
    with database.read() as unit:
        hub = unit.session.scalars(select(Hub)).one()
        assert (hub.slug, hub.name) == ("calder-and-aire", "Calder and Aire")
        assert unit.session.scalars(select(Contribution.hub_id)).all() == [hub.id] * 3


def test_another_programme_stays_out_and_given_kinds_are_kept(
    database: Database, tmp_path: Path, bring_in: BringIn
) -> None:
    report = bring_in(
        table(
            tmp_path,
            "m1,1751794544,c,ann,,,one,lesson,fostering-hubs",
            "m2,1751794544,c,ann,,,two,lesson,regional-adoption-agencies",
        )
    )
    assert report.left_out == {"of another programme": 1}
    with database.read() as unit:
        kept = unit.session.scalars(select(Contribution)).one()
        assert (kept.kind, kept.kind_by) == (Kind.LESSON, "import")


def test_channels_for_something_else_are_left_out(
    database: Database, tmp_path: Path, bring_in: BringIn, export: Path
) -> None:
    bring_in(export)
    with database.write() as unit:
        unit.session.scalars(select(Channel)).one().purpose = Purpose.FACILITATORS
        unit.commit()
    later = {"hub-leads/2025-07-08.json": [said("1751967344.000000", "among facilitators")]}
    report = bring_in(write_zip(tmp_path / "later.zip", export_files(later)))
    assert report.left_out == {"in channels that are not the community's": 1}


def test_words_go_through_the_door(database: Database, tmp_path: Path, bring_in: BringIn) -> None:
    row = 'm1,1751794544,c,a,,,"Who rings 07700 900123?\0 Or canary@example.org",,'
    assert bring_in(table(tmp_path, row)).added == 1
    with database.read() as unit:
        kept = unit.session.scalars(select(Contribution.text)).one()
    assert kept == "Who rings [phone]? Or [email]"


def test_what_no_database_takes_is_taken_out(
    database: Database, tmp_path: Path, bring_in: BringIn
) -> None:
    odd = "a\0b\ud800c" + "x" * 300
    fields = ("id", "channel", "author", "hub", "thread", "text", "platform")
    path = tmp_path / "t.jsonl"
    rows = [{"ts": "1751794544", **dict.fromkeys(fields, odd)}, {"ts": 1e300, "id": 10**400}]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    report = bring_in(path)
    assert (report.added, report.bad) == (1, 1)
    assert bring_in(path).already_there == 1


def test_the_sample_conversation_comes_in_whole(database: Database, bring_in: BringIn) -> None:
    with as_file(files("bot.sample").joinpath("corpus.jsonl")) as path:
        report = bring_in(path)
    assert (report.added, report.bad) == (1022, 0)
    assert report.left_out == {"of another programme": 53}
    with database.read() as unit:
        assert set(unit.session.scalars(select(Contribution.kind_by))) == {"import"}


def test_what_was_forgotten_does_not_come_back(
    database: Database, bring_in: BringIn, export: Path, clock: Clock
) -> None:
    bring_in(export)
    with database.write() as unit:
        aisha = unit.session.scalars(select(Person).where(Person.name == "Aisha")).one()
        forget(unit, aisha, by=aisha, now=clock.now())
        unit.commit()
    again = bring_in(export)
    assert (again.added, again.already_there, again.people) == (0, 5, 0)
    with database.read() as unit:
        kept = unit.session.scalars(select(Contribution.text).where(Contribution.text != ""))
        assert all(text.startswith("Reply") for text in kept)


def test_two_imports_at_once_keep_everything_once(
    database: Database, community: str, tmp_path: Path, clock: Clock
) -> None:
    people = [f"U{number}" for number in range(10, 60)]
    many = [said(f"{1751794600 + n}.000000", f"words {n}", people[n % 50]) for n in range(900)]
    path = write_zip(tmp_path / "e.zip", export_files({"hub-leads/2025-07-06.json": many}))

    def bring(_: int) -> ImportReport:
        return import_path(database, path, community, clock, NoProgress())

    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(bring, range(3)))
    assert sum(report.added for report in reports) == 900
    assert sum(report.people for report in reports) == 50
    with database.read() as unit:
        assert unit.session.scalar(select(func.count(Contribution.id))) == 900
        assert unit.session.scalar(select(func.count(Account.id))) == 50


def test_an_unknown_community_is_refused_with_those_there_are(
    database: Database, community: str, clock: Clock, export: Path
) -> None:
    with pytest.raises(CannotImport, match=r"no community “adoption”\. There are: fostering"):
        import_path(database, export, "adoption", clock, NoProgress())


KILLED = """
import os, signal, sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from bot.importing.service import import_path
from bot.progress import NoProgress
from bot.store import Database
from clustering.embedding import HashedEmbedder
from tests.conftest import StoppedClock

class Deadly(NoProgress):
    batches = 0

    def reach(self, done):
        self.batches += 1
        if self.batches == 2:
            os.kill(os.getpid(), signal.SIGKILL)

import_path(Database(sys.argv[1]), Path(sys.argv[2]), "fostering",
            StoppedClock(datetime(2026, 9, 21, tzinfo=UTC)), Deadly())
"""


def test_killed_and_run_again_gives_the_same(
    database: Database,
    database_url: str,
    open_database: Callable[[], Database],
    community: str,
    clock: Clock,
    tmp_path: Path,
) -> None:
    messages = [said(f"{1751794600 + n}.000000", f"What about {n}?") for n in range(1700)]
    replies = [said(f"{1751799600 + n}.000000", f"{n}", "U2", thread_ts=messages[n]["ts"])
               for n in range(0, 1700, 10)]  # fmt: skip
    days = {"hub-leads/2025-07-06.json": [*messages, *replies]}
    path = write_zip(tmp_path / "e.zip", export_files(days))
    database.close()
    program = [sys.executable, "-c", KILLED, database_url, str(path)]
    done = subprocess.run(program, env={**os.environ, "PYTHONPATH": str(Path.cwd())}, check=False)
    assert done.returncode == -signal.SIGKILL
    reopened = open_database()
    with reopened.read() as unit:
        assert unit.session.scalar(select(func.count(Contribution.id))) == 1000
    report = import_path(reopened, path, community, clock, NoProgress())
    assert (report.added, report.already_there) == (870, 1000)
    with reopened.read() as unit:
        assert unit.session.scalar(select(func.count(Contribution.id))) == 1870


def test_progress_is_told_in_lines_where_there_is_no_terminal(
    database: Database,
    community: str,
    clock: Clock,
    export: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import_path(database, export, community, clock, LineProgress(sys.stdout))
    assert capsys.readouterr().out.splitlines() == [
        "Importing export.zip: 2 files",
        "Importing export.zip: 100 %",
        "Importing export.zip: done",
    ]


def contents(database: Database) -> list[tuple[object, ...]]:
    with database.read() as unit:
        rows = unit.session.execute(
            select(
                Contribution.id,
                Contribution.message_id,
                Contribution.text,
                Contribution.kind,
                Contribution.author_id,
                Contribution.version,
            ).order_by(Contribution.id)
        )
        return [tuple(row) for row in rows]
