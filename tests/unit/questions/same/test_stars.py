"""Stars stay flat, begin with their earliest and keep apart what people said is apart."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.capture.models import Contribution, Kind
from bot.capture.service import erase
from bot.questions.models import SameQuestion
from bot.questions.same import TimesAsked, same_as, times_asked
from bot.questions.same.stars import forget_question, link, linked, part
from bot.store import Database, UnitOfWork
from tests.world import NOW, make_world

COUNT = 6
place = st.integers(0, COUNT - 1)
KINDS = ("link", "link", "link", "part", "forget")
steps = st.lists(st.tuples(st.sampled_from(KINDS), place, place), max_size=8)


def ask(unit: UnitOfWork, database: Database, order: Sequence[int]) -> list[Contribution]:
    """Add questions, the earliest not the one with the lowest id."""
    community_id, channel_id, hubs = 1, 1, (1, 2, None)
    asked = [
        Contribution(
            community_id=community_id,
            channel_id=channel_id,
            platform="slack",
            tenant="T1",
            conversation="C1",
            message_id=f"q{number}",
            thread=f"q{number}",
            kind=Kind.QUESTION,
            text="Why?",
            hub_id=hubs[number % 3],
            posted_at=NOW + timedelta(hours=order[number]),
            version=NOW,
        )
        for number in range(COUNT)
    ]
    unit.session.add_all(asked)
    unit.flush()
    return asked


def test_whatever_is_linked_and_parted_stars_stay_flat(database: Database) -> None:
    make_world(database)

    @given(steps=steps, order=st.permutations(range(COUNT)))
    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    def check(steps: list[tuple[str, int, int]], order: list[int]) -> None:
        with database.write() as unit:  # not committed: each example begins anew
            asked = ask(unit, database, order)
            apart: set[tuple[int, int]] = set()
            for step, one, other in steps:
                if step == "link":
                    link(unit, asked[one], asked[other], 0.9, NOW)
                elif step == "part":
                    left = {each.id for each in linked(unit.session, asked[one].id)}
                    if part(unit, asked[one], NOW):
                        apart |= {(asked[one].id, each) for each in left - {asked[one].id}}
                else:
                    forget_question(unit, asked[one].id)
                    apart = {pair for pair in apart if asked[one].id not in pair}
            check_stars(unit, asked, apart)

    check()


def check_stars(
    unit: UnitOfWork, asked: Sequence[Contribution], apart: set[tuple[int, int]]
) -> None:
    rows = unit.session.execute(
        select(SameQuestion.question_id, SameQuestion.first_id).where(SameQuestion.apart.is_(False))
    ).all()
    tied = {row.question_id: row.first_id for row in rows}
    assert len(tied) == len(rows), "a question in two stars"
    assert not set(tied) & set(tied.values()), "a chain or a cycle"
    for one in asked:
        star = [each.id for each in linked(unit.session, one.id)]
        earliest = min((each for each in asked if each.id in star), key=lambda each: each.posted_at)
        assert same_as(unit.session, one.id) == earliest.id == star[0]
        assert not any(each in star and other in star for each, other in apart)


def test_linking_tells_whether_anything_changed_and_counts_hubs_once(database: Database) -> None:
    make_world(database)
    with database.write() as unit:
        asked = ask(unit, database, range(COUNT))
        assert link(unit, asked[3], asked[1], 0.9, NOW)
        assert not link(unit, asked[1], asked[3], 0.9, NOW)
        assert link(unit, asked[3], asked[0], 0.9, NOW)  # hubs 1, 2 and again 1
        keys = [one.id for one in asked]
        times = times_asked(unit.session, keys)
        assert [times[key].questions for key in keys] == [3, 3, 1, 3, 1, 1]
        assert times[keys[3]] == TimesAsked(3, 2)
        asked[1].same_as_id = asked[3].id  # found to be a cross-post
        erase(unit, asked[0], NOW)
        unit.flush()
        assert same_as(unit.session, keys[1]) == keys[3]
        assert times_asked(unit.session, keys[:2])[keys[1]] == TimesAsked(1, 1)
        assert times_asked(unit.session, [999])[999] == TimesAsked(0, 0)


def test_what_is_apart_stays_apart_also_by_way_of_a_third(database: Database) -> None:
    make_world(database)
    with database.write() as unit:
        first, second, third, *_ = ask(unit, database, range(COUNT))
        assert not part(unit, first, NOW)
        link(unit, first, second, 0.9, NOW)
        assert part(unit, second, NOW)
        assert not link(unit, second, first, 1.0, NOW)
        assert link(unit, third, first, 0.9, NOW)
        assert not link(unit, third, second, 1.0, NOW)
