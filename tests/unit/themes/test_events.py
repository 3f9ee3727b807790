"""What became of each theme is kept: born, grown, split off, merged, faded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.ports import Grouping, NamedTheme, Thread
from bot.themes.models import Theme, ThemeAsk, ThemeEvent, ThemeState, ThemeWeek
from tests.unit.themes.test_regroup import Bench, FirstWord, bench  # noqa: F401
from tests.world import NOW, deleted, posted


def events(bench: Bench) -> list[tuple[str, dict[str, Any]]]:  # noqa: F811
    with bench.database.read() as unit:
        rows = unit.session.scalars(select(ThemeEvent).order_by(ThemeEvent.id))
        return [(row.what, row.detail) for row in rows]


def test_born_and_grown_by_half_or_more(bench: Bench) -> None:  # noqa: F811
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(4)))
    bench.regroup()
    bench.say(posted("panels 4", "p4"))
    bench.regroup()
    assert events(bench) == [("born", {"threads": 4})]
    bench.say(posted("panels 5", "p5"))
    for _ in range(2):
        bench.regroup()
    assert events(bench)[1:] == [("grown", {"threads": 6, "before": 4})], "and that once"


class Said(FirstWord):
    """Says beside what it finds what became of themes."""

    def __init__(self, *, split: dict[int, int], merged: dict[int, int]) -> None:
        self.split, self.merged = split, merged

    def find(self, threads: Sequence[Thread], named: Sequence[NamedTheme]) -> Grouping:
        return replace(super().find(threads, named), split=self.split, merged=self.merged)


def test_split_off_and_merged(bench: Bench) -> None:  # noqa: F811
    bench.say(*(posted(f"{word} {i}", f"{word}{i}") for word in ("a", "b") for i in range(3)))
    themes = bench.regroup()
    at = NOW + timedelta(hours=1)
    bench.say(*(deleted(f"b{i}", at=at) for i in range(3)))
    bench.say(*(posted(f"c {i}", f"c{i}", at=at) for i in range(3)))
    finder = Said(split={1: themes["a"]}, merged={themes["b"]: themes["a"]})
    report = bench.finding(finder).regroup(bench.community.id)
    assert (report.born, report.merged, report.faded) == (1, 1, 0)
    assert events(bench)[2:] == [
        ("split", {"threads": 3, "out_of": themes["a"]}),
        ("merged", {"into": themes["a"]}),
    ]
    with bench.database.read() as unit:
        gone = unit.session.get_one(Theme, themes["b"])
    assert (gone.state, gone.merged_into_id) == (ThemeState.MERGED, themes["a"])


def test_what_nothing_continues_fades(bench: Bench) -> None:  # noqa: F811
    bench.say(*(posted(f"a {i}", f"a{i}") for i in range(3)))
    bench.regroup()
    bench.say(*(deleted(f"a{i}", at=NOW + timedelta(hours=1)) for i in range(3)))
    assert bench.regroup() == {}
    assert events(bench)[1:] == [("faded", {})]


def test_every_grouping_keeps_its_week_and_its_asks_anew(bench: Bench) -> None:  # noqa: F811
    bench.say(*(posted(f"a {i}", f"a{i}") for i in range(3)))
    bench.regroup()
    bench.clock.move(days=7)
    bench.regroup()
    with bench.database.read() as unit:
        weeks = unit.session.scalars(select(ThemeWeek).order_by(ThemeWeek.week)).all()
        asks = unit.session.scalars(select(ThemeAsk)).all()
    assert [(row.label, row.hubs, len(row.members)) for row in weeks] == [("a", 1, 3)] * 2
    assert [row.trend for row in weeks] == ["new", "new"]
    assert asks == [], "this finder has nothing to ask"
