"""Counting hubs for each theme, and the trend."""

from datetime import UTC, datetime, timedelta

from bot.capture.models import Kind
from bot.community.models import Hub, Programme
from bot.store import Database
from bot.themes.models import Theme, ThemeState
from bot.themes.numbers import ThemeNumbers, theme_weeks
from bot.themes.trend import Trend
from tests.unit.digests.talk import Talk

NOW = datetime(2026, 9, 21, 8, tzinfo=UTC)


def numbers(talk: Talk, weeks: int = 4) -> list[ThemeNumbers]:
    with talk.database.read() as unit:
        return theme_weeks(unit, talk.community_id, talk.now, weeks)


def test_hubs_are_counted_and_not_messages(talk: Talk) -> None:
    talk.begin()
    theme = talk.theme("Panel dates", "How long panels take.")
    for _ in range(3):
        talk.say(0, theme)
    root = talk.say(1, theme)
    talk.say(2, thread=root, kind=Kind.ANSWER)
    talk.say(None, thread=root)
    (found,) = numbers(talk)
    assert (found.theme_id, found.label, found.description) == (
        theme,
        "Panel dates",
        "How long panels take.",
    )
    assert found.hubs == {talk.hubs[0], talk.hubs[1], talk.hubs[2]}
    assert found.messages == 6
    assert found.trend is Trend.NEW


def test_guests_of_another_programme_are_none_of_its_hubs(talk: Talk) -> None:
    talk.begin()
    theme = talk.theme("Panel dates")
    talk.say(0, theme)
    with talk.database.write() as unit:
        past = Programme(slug="past", name="A past programme", past=True)
        unit.session.add(past)
        unit.flush()
        guest = Hub(programme_id=past.id, slug="guest", name="Guest")
        unit.session.add(guest)
        unit.flush()
        talk.hubs.append(guest.id)
        unit.commit()
    talk.say(len(talk.hubs) - 1, theme)
    (found,) = numbers(talk)
    assert (found.hubs, found.messages) == ({talk.hubs[0]}, 2)


def test_what_does_not_count(talk: Talk, database: Database) -> None:
    talk.begin()
    theme = talk.theme("Panel dates")
    root = talk.say(0, theme)
    talk.say(1, thread=root, kind=Kind.CHATTER)
    talk.say(2, thread=root, deleted_at=talk.now)
    talk.say(3, thread=root, same_as_id=1)
    talk.say(4, thread="m99")  # another thread
    talk.say(5, theme, days_ago=-1)  # not yet
    faded = talk.theme("Faded")
    talk.say(6, faded)
    with database.write() as unit:
        unit.session.get_one(Theme, faded).state = ThemeState.FADED
        unit.commit()
    talk.theme("Empty")
    (found,) = numbers(talk)
    assert found.hubs == {talk.hubs[0]}
    assert found.messages == 1


def test_each_week_has_its_hubs_the_newest_last(talk: Talk) -> None:
    talk.begin()
    theme = talk.theme("Panel dates")
    for week, hubs in enumerate([(0, 1), (0,), (), (2, 3, 4), (5,)]):
        talk.raised_by(hubs, theme, days_ago=7 * week + 1)
    (found,) = numbers(talk)
    assert found.weekly_hubs == (3, 0, 1, 2)
    assert found.weekly[3] == {talk.hubs[0], talk.hubs[1]}
    assert len(found.hubs) == 6  # of all time
    assert found.first_raised == talk.now - timedelta(days=29)
    assert found.last_raised == talk.now - timedelta(days=1)


def test_rising_is_told_of_hubs_over_two_weeks(talk: Talk) -> None:
    talk.begin()
    theme = talk.theme("Panel dates")
    talk.raised_by([0, 1], theme, days_ago=20)
    talk.raised_by([0, 1, 2], theme, days_ago=10)
    talk.raised_by([3, 4], theme, days_ago=2)
    (found,) = numbers(talk)
    assert (found.trend, found.direction.sure) == (Trend.RISING, False)


def test_other_communities_are_not_counted(talk: Talk, database: Database) -> None:
    talk.begin()
    talk.say(0, talk.theme("Panel dates"))
    with database.read() as unit:
        assert theme_weeks(unit, talk.community_id + 1, talk.now, 4) == []


def test_most_hubs_come_first(talk: Talk) -> None:
    talk.begin()
    few, many = talk.theme("Few"), talk.theme("Many")
    talk.raised_by([0], few)
    talk.raised_by([0, 1], many)
    assert [found.label for found in numbers(talk)] == ["Many", "Few"]
