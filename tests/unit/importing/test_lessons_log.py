"""A past programme's lessons log: its columns are guessed or said, each row comes in once."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.capture.models import Contribution
from bot.community.models import Community
from bot.importing.lessons.columns import NAMES, columns_for
from bot.importing.lessons.reading import Logged, read_row
from bot.importing.lessons.service import LogReport, import_log, preview_log
from bot.importing.source import CannotImport
from bot.lessons.models import Lesson
from bot.progress import NoProgress
from bot.store import Database
from tests.conftest import StoppedClock
from tests.world import NOW, add_community

LONDON = ZoneInfo("Europe/London")
PRINCE2 = (
    "Lesson ID,Date logged,Type,Event,Effect,Causes / trigger,Early warning indicators,"
    "Recommendations,Priority,Logged by,Project stage\n"
    "7,31/03/2019,Negative,Launch slipped ten weeks,Two councils lost heart,Data roles came late,"
    "No signed agreement by month two,Start information governance with governance.,High,"
    "Jo Bloggs,Initiation\n"
    "8,02/04/2019,Positive,We rang everybody,More visits,Interest cools,,Ring within two hours."
    " Nobody waits.,Low,Jo Bloggs,Execution\n"
    "9,31/02/2019,Positive,x,y,z,,Do it.,Low,Jo,Execution\n"
    "10,01/04/2019,Positive,x,y,z,,,Low,Jo,Execution\n"
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(PRINCE2, encoding="utf-8")
    return path


def bring_in(database: Database, path: Path) -> LogReport:
    with database.read() as unit:
        community = unit.session.scalars(select(Community)).one()
    clock = StoppedClock(NOW)
    return import_log(database, path, community, {}, LONDON, clock, NoProgress())


def test_prince2_columns_are_known_and_the_rest_is_told(log: Path) -> None:
    report = preview_log(log, {}, LONDON)
    assert report.columns["what_happened"] == "event"
    assert report.columns["recommendation"] == "recommendations"
    assert report.ignored == ["priority", "logged by"]
    assert (report.rows, len(report.bad)) == (2, 2)
    assert "line 4: “31/02/2019” is not a date" in str(report)
    assert "line 5: it says nothing to tell others" in str(report)
    assert "Nothing was stored" in str(report)


def test_a_column_can_be_said_and_wrong_ones_are_named() -> None:
    assert columns_for(["Advice given", "Event"], {"recommendation": "advice given"}) == {
        "recommendation": "Advice given",
        "what_happened": "Event",
    }
    with pytest.raises(CannotImport, match="“Event”"):
        columns_for(["Event"], {})
    with pytest.raises(CannotImport, match="no column “Advice”"):
        columns_for(["Event"], {"recommendation": "Advice"})
    with pytest.raises(CannotImport, match="not a field"):
        columns_for(["Event"], {"moral": "Event"})


def test_no_two_fields_go_by_the_same_name() -> None:
    every = [name for names in NAMES.values() for name in names]
    assert len(every) == len(set(every))


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.none() | st.text() | st.integers()))
def test_any_row_is_read_or_its_problem_said(row: dict[str, object]) -> None:
    columns = {"recommendation": "a", "date": "b", "worked": "c", "what_happened": "c"}
    read = read_row(row, columns, LONDON)
    if isinstance(read, Logged):
        assert read.words.recommendation
        assert len(read.words.recommendation) <= 300
        assert "\n" not in read.words.recommendation
    else:
        assert read


def test_each_row_comes_in_once_redacted_and_to_be_checked(database: Database, log: Path) -> None:
    log.write_text(PRINCE2.replace("We rang everybody", "We rang 07700 900123"), encoding="utf-8")
    with database.write() as unit:
        add_community(unit, "adoption", past=True)
        unit.commit()
    assert bring_in(database, log).added == 2
    again = bring_in(database, log)
    assert (again.added, again.already_there) == (0, 2)
    with database.read() as unit:
        lessons = unit.session.scalars(select(Lesson).order_by(Lesson.id)).all()
        texts = unit.session.scalars(select(Contribution.text)).all()
        first, second = lessons
        assert (first.worked, second.worked) == (False, True)
        assert (first.stage, second.stage) == ("set-up", "delivery")
        assert (first.status, first.source, first.sharing) == ("captured", "log", "members")
        assert first.contribution.posted_at.astimezone(LONDON).date().isoformat() == "2019-03-31"
        assert first.early_signs == "No signed agreement by month two"
        assert "07700" not in "".join(texts) + second.what_happened
        assert "Jo Bloggs" not in "".join(texts)
