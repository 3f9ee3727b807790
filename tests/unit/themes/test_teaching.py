"""What facilitators decide is what the next grouping is given, and nothing of it is undone."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.community.models import Person
from bot.ports import NamedTheme, Thread
from bot.store import UnitOfWork
from bot.themes.curation import Curation
from bot.themes.models import Theme, ThemeMembership, ThemeRefusal
from bot.themes.service import Stopped
from tests.unit.themes.test_regroup import Bench, Meanwhile, bench  # noqa: F401
from tests.world import NOW, posted


def hand(unit: UnitOfWork) -> Curation:
    by = unit.session.scalars(select(Person).where(Person.name == "Name of F1")).one()
    return Curation(unit, by, NOW)


def two_themes(bench: Bench) -> dict[str, int]:  # noqa: F811
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(4)))
    bench.say(*(posted(f"fees {i}", f"f{i}") for i in range(4)))
    return bench.regroup()


def taught(bench: Bench) -> list[tuple[int, str]]:  # noqa: F811
    bench.regroup()
    return [(one.theme, one.words) for one in bench.finder.named]


def test_names_descriptions_and_pins_are_given_with_their_vectors(bench: Bench) -> None:  # noqa: F811
    themes = two_themes(bench)
    assert taught(bench) == [], "the machine's own words teach nothing"
    with bench.database.write() as unit:
        panels, fees = (unit.session.get_one(Theme, themes[word]) for word in ("panels", "fees"))
        hand(unit).rename(panels, "Slow panels", "Members leave and nobody follows.")
        hand(unit).pin(fees, True)
        unit.commit()
    assert taught(bench) == [
        (themes["panels"], "Slow panels. Members leave and nobody follows."),
        (themes["fees"], "fees"),
    ]
    assert [one.vector for one in bench.finder.named] == [b"Slow", b"fees"]


def test_a_merged_theme_s_words_teach_the_one_it_went_into(bench: Bench) -> None:  # noqa: F811
    themes = two_themes(bench)
    with bench.database.write() as unit:
        panels, fees = (unit.session.get_one(Theme, themes[word]) for word in ("panels", "fees"))
        hand(unit).rename(panels, "Slow panels", "")
        hand(unit).merge(panels, fees)
        unit.commit()
    assert (themes["fees"], "Slow panels") in taught(bench)


def test_moved_merged_and_split_threads_stay_where_people_put_them(bench: Bench) -> None:  # noqa: F811
    themes = two_themes(bench)
    with bench.database.write() as unit:
        panels, fees = (unit.session.get_one(Theme, themes[word]) for word in ("panels", "fees"))
        heads = [row.contribution_id for row in hand(unit).members(panels.id)]
        hand(unit).move(panels, heads[:1], fees)
        hand(unit).move(panels, heads[1:2], None)
        new = hand(unit).split(panels, heads[2:3], "Empty chairs")
        unit.commit()
    for _ in range(2):
        bench.regroup()
    assert bench.members(themes["fees"]) == {"p0", "f0", "f1", "f2", "f3"}
    assert bench.members(new.id) == {"p2"}
    assert bench.members(themes["panels"]) == {"p3"}
    with bench.database.read() as unit:
        rows = unit.session.scalars(select(ThemeMembership).order_by("contribution_id")).all()
        person = hand(unit).by.id
    assert [row.by_id for row in rows] == [person] * 3 + [None] * 5
    assert [row.theme_id for row in rows][1] is None


class Given(Meanwhile):
    """Keeps the threads it was given."""

    threads: Sequence[Thread] = ()

    def find(self, threads: Sequence[Thread], named: Sequence[NamedTheme]):  # type: ignore[no-untyped-def]
        self.threads = threads
        return super().find(threads, named)


def test_the_grouping_is_told_which_members_a_person_labelled(bench: Bench) -> None:  # noqa: F811
    themes = two_themes(bench)
    with bench.database.write() as unit:
        panels = unit.session.get_one(Theme, themes["panels"])
        head = hand(unit).members(panels.id)[0].contribution_id
        hand(unit).move(panels, [head], None)
        unit.commit()
    finder = Given()
    bench.finding(finder).regroup(bench.community.id)
    assert [(one.key, one.theme) for one in finder.threads if one.fixed] == [(head, None)]


def test_what_a_thread_is_not_about_the_machine_never_puts_it_in(bench: Bench) -> None:  # noqa: F811
    themes = two_themes(bench)
    with bench.database.write() as unit:
        head = hand(unit).members(themes["panels"])[0].contribution_id
        refusal = ThemeRefusal(
            contribution_id=head, theme_id=themes["panels"], by_id=hand(unit).by.id, at=NOW
        )
        unit.session.add(refusal)
        unit.commit()
    bench.regroup()
    assert bench.members(themes["panels"]) == {"p1", "p2", "p3"}


def test_what_a_person_decides_while_it_is_written_down_stays(
    bench: Bench,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    themes = two_themes(bench)
    bench.say(*(posted(f"panels more {i}", f"q{i}", at=NOW + timedelta(1)) for i in range(3)))

    def decide(_: int) -> None:
        with bench.database.write() as unit:
            fees = unit.session.get_one(Theme, themes["fees"])
            rows = hand(unit).members(themes["panels"])
            hand(unit).decide([row for row in rows if row.by_id is None][:1], fees.id)
            unit.commit()

    with bench.database.write() as unit:  # so that there is something to write
        unit.session.query(ThemeMembership).update({"fit": 0.1})
        unit.commit()
    monkeypatch.setattr(bench.themes, "_between", decide)
    bench.regroup()
    assert len(bench.members(themes["fees"])) == 5


def test_a_stopped_regrouping_loses_nothing_and_the_next_does_it(bench: Bench) -> None:  # noqa: F811
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(3)))
    stopping = bench.finding(Meanwhile(lambda: stopping.stop()))
    with pytest.raises(Stopped):
        stopping.regroup(bench.community.id)
    assert bench.members(bench.regroup()["panels"]) == {"p0", "p1", "p2"}


def test_a_person_who_puts_it_there_after_all_is_heeded(bench: Bench) -> None:  # noqa: F811
    themes = two_themes(bench)
    with bench.database.write() as unit:
        panels = unit.session.get_one(Theme, themes["panels"])
        rows = hand(unit).members(themes["fees"])
        refusal = ThemeRefusal(
            contribution_id=rows[0].contribution_id,
            theme_id=panels.id,
            by_id=hand(unit).by.id,
            at=NOW,
        )
        unit.session.add(refusal)
        unit.flush()
        hand(unit).decide(rows[:1], panels.id)
        unit.commit()
    bench.regroup()
    assert bench.members(themes["panels"]) == {"p0", "p1", "p2", "p3", "f0"}


def test_the_grouping_is_told_what_is_chatter_and_what_a_thread_is_not_about(
    bench: Bench,  # noqa: F811
) -> None:
    themes = two_themes(bench)
    bench.say(posted("chatter: well done all", "c1"))
    with bench.database.write() as unit:
        head = hand(unit).members(themes["panels"])[0].contribution_id
        by = hand(unit).by.id
        unit.session.add(
            ThemeRefusal(contribution_id=head, theme_id=themes["fees"], by_id=by, at=NOW)
        )
        unit.commit()
    finder = Given()
    report = bench.finding(finder).regroup(bench.community.id)
    assert [one.not_in for one in finder.threads if one.key == head] == [(themes["fees"],)]
    assert [one.text for one in finder.threads if one.chatter] == ["chatter: well done all"]
    assert (report.threads, report.left_out) == (8, 0)


def test_what_is_placed_while_the_grouping_looks_stays_placed(bench: Bench) -> None:  # noqa: F811
    themes = two_themes(bench)
    bench.say(posted("other", "o1"))
    bench.clock.move(hours=1)

    def meanwhile() -> None:
        bench.clock.move(minutes=1)
        bench.say(posted("panels late", "late"))

    bench.finding(Meanwhile(meanwhile)).regroup(bench.community.id)
    assert "late" in bench.members(themes["panels"])
