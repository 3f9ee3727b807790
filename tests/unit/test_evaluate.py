"""`commonthread evaluate`: numbers for a labelled file, and a clear word about any other."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from bot.cli import main
from bot.settings import Settings, setting_name
from clustering.evaluation import available, compete, measured, read_labelled, week_by_week

LINES = "text,label\n" + "".join(
    f"{telling} {thing},{thing}\n"
    for thing in ("parking permit", "broken laptop", "medical form", "panel dates")
    for telling in ("who knows about the", "we wait for our", "again about the", "help with a")
)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(setting_name(field), raising=False)
    monkeypatch.chdir(tmp_path)


def test_numbers_for_a_program_to_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.csv").write_text(LINES + "what a lovely cake,\n")

    assert main(["evaluate", "mine.csv", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert (found["texts"], found["themes"], found["noise"]) == (17, 4, 1)
    (ours,) = found["methods"]
    assert ours["ami"] > 0.8
    assert ours["seconds"] > 0
    assert 20 < ours["peak_memory_mb"] < 2_000
    assert found["weeks"] == []


def test_a_table_for_a_person_and_the_weeks_where_times_are_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    head, *rows = LINES.splitlines()
    lines = [f"{head},time", *(f"{row},2026-07-{day + 1:02}" for day, row in enumerate(rows))]
    Path("mine.csv").write_text("\n".join(lines))

    assert main(["evaluate", "mine.csv"]) == 0

    said = capsys.readouterr()
    assert "Common Thread" in said.out
    assert "2026-07-13" in said.out
    assert "Understanding" in said.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty: give a CSV file with columns text and label"),
        (b"text,label\n", "has no texts"),
        (b"text,label\n ,x\n", "has no texts"),
        (b"words,label\na,b\n", "no column text in its first line; it has: words, label"),
        (b"a,b\na,b\n", "no column text and no column label"),
        (b"text;label\na;b\n", "Separate columns with commas"),
        ("text,label\ncafé,x\n".encode("latin-1"), "is not UTF-8 (byte 15)"),
        (b'text,label\n"open,x\n', "is not a CSV file"),
        (b"text,label,time\na,b,2026-07-06\na,b,soon\n", "line 3: the time 'soon' is not like"),
    ],
)
def test_a_file_that_can_not_be_used(
    content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.csv").write_bytes(content)

    assert main(["evaluate", "mine.csv"]) == 1

    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "none.csv"]) == 1
    assert "none.csv can't be read: No such file" in capsys.readouterr().err


@pytest.mark.skipif(available("bertopic"), reason="BERTopic is installed")
def test_another_method_that_is_not_installed(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.csv").write_text(LINES)

    assert main(["evaluate", "mine.csv", "--against", "bertopic"]) == 1

    assert "--no-deps --require-hashes -r requirements/bertopic.txt" in capsys.readouterr().err


def test_columns_are_found_whatever_their_order_and_spelling(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("\ufeffTime,Label, Text ,more\n2026-07-06T10:00+01:00,__noise__,hello,x\n")

    labelled = read_labelled(path)

    assert labelled.texts == ["hello"]
    assert labelled.themes == [None]
    assert labelled.times == [datetime(2026, 7, 6, 10)]  # noqa: DTZ001


def test_leaving_out_what_has_a_theme_is_no_way_to_win() -> None:
    themes = ["a"] * 5 + ["b"] * 5 + [None] * 2
    right = np.array([0] * 5 + [1] * 5 + [-1] * 2)

    best, timid = measured(themes, right), measured(themes, np.full(12, -1))

    assert best.ari == best.ami == best.v == 1
    assert best.noise_recall == timid.noise_recall == 1
    assert timid.ami < 0.1
    assert (best.groups, best.left_out) == (2, 2)


def test_a_method_in_a_process_of_its_own_gives_the_labels_it_gives_here() -> None:
    generator = np.random.default_rng(1)
    gold = np.repeat([0, 1, 2], 30)
    rows = (np.eye(3)[gold] + 0.1 * generator.normal(size=(90, 3))).astype(np.float32)

    standing = compete("commonthread", ["words"] * 90, rows, gold.tolist())

    assert standing.measures.ari == 1
    assert standing.processor_seconds > 0


def test_themes_that_do_not_change_are_kept_from_week_to_week() -> None:
    generator = np.random.default_rng(2)
    gold = np.tile([0, 1, 2], 40)
    rows = (3 * np.eye(8)[gold] + 0.3 * generator.normal(size=(120, 8))).astype(np.float32)
    start = datetime(2026, 7, 6)  # noqa: DTZ001
    times = [start + timedelta(hours=6 * place) for place in range(120)]

    weeks = week_by_week(["words"] * 120, rows, times)

    assert [week.begins for week in weeks][:2] == ["2026-07-06", "2026-07-13"]
    assert weeks[0].kept is None
    assert all(week.kept == 1 for week in weeks[1:])
    assert [week.themes for week in weeks] == [3] * len(weeks)
