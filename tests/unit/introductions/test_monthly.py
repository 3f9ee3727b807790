"""Monthly pairs: whom it pairs, what they are told, and that a month has one of it."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.cards import Actions, Button
from bot.introductions.cards.monthly import STOP
from bot.introductions.models import Pair
from bot.introductions.monthly import pair_all
from bot.introductions.reaching import Meeting
from bot.schedules.calendar import Monthly
from bot.schedules.working import Nation, WorkingCalendar
from tests.chat import LONDON, all_words, said
from tests.unit.introductions.conftest import Make, Network
from tests.world import NOW

CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))
FIRSTS = Monthly(time(10), CALENDAR)
OCTOBER = datetime(2026, 10, 1, 10, tzinfo=LONDON)
NOVEMBER = datetime(2026, 11, 2, 10, tzinfo=LONDON)


def pair(network: Network, at: datetime, meeting: Meeting | None = None) -> list[set[str]]:
    """Let a month's work be done; return its pairs by their names."""
    period = FIRSTS.latest(at)
    gathering = Meeting(gathers=frozenset({"slack"}))
    pair_all(network.database, meeting or gathering, CALENDAR, period, at)
    with network.database.read() as unit:
        rows = unit.session.scalars(select(Pair).where(Pair.month == period.key)).all()
    names = {network.person(user): user for user in ("U1", "U2", "U3")}
    return [{names[row.first_id], names[row.second_id]} for row in rows]


@pytest.fixture
def talking(network: Network) -> Network:
    """U1, U2 and U3 want to be paired; their three hubs talk about one theme."""
    return talk(network)


def talk(network: Network) -> Network:
    network.asks("Who has a rota for evening calls?", "q")
    network.say("We have one.", "a", user="U2", thread="q")
    network.say("How do you pay them?", "q2", user="U3", at=NOW + timedelta(hours=1))
    network.in_theme("Evening calls", "q", "q2")
    for user in ("U1", "U2", "U3"):
        network.change(user, pairs=True)
    return network


def test_pairs_once_a_month_and_the_odd_one_out_comes_first_in_the_next(talking: Network) -> None:
    (paired,) = pair(talking, OCTOBER)
    assert pair(talking, OCTOBER + timedelta(hours=5)) == [paired]
    ((people, card),) = talking.together()
    assert people == paired
    (alone,) = {"U1", "U2", "U3"} - paired
    (told,) = talking.told(alone)
    assert "Next month you come first." in told
    assert not any(talking.told(user) for user in paired)
    words = all_words(card)
    assert "Both of your hubs have talked about “Evening calls” lately." in words
    assert words.index("How do you pay them?") < words.index("Who has a rota for evening calls?")
    assert "East, 21 September 2026" in words

    (second,) = pair(talking, NOVEMBER)
    assert alone in second
    (third,) = pair(talking, datetime(2026, 12, 1, 10, tzinfo=LONDON))
    assert paired != second != third != paired


def test_who_stopped_or_left_or_shares_no_theme_is_not_paired(talking: Network) -> None:
    (paired,) = pair(talking, OCTOBER)
    ((_, card),) = talking.together()
    (row,) = [row for row in card.elements if isinstance(row, Actions)]
    (stop,) = row.buttons
    assert isinstance(stop, Button)
    one = sorted(paired)[0]
    assert "do not pair you" in said(talking.press(stop.action, stop.value, user=one))
    assert stop.action == STOP
    (others,) = pair(talking, NOVEMBER)
    assert others == {"U1", "U2", "U3"} - {one}
    assert len(talking.told(one)) == 0
    assert pair(talking, datetime(2027, 2, 1, 10, tzinfo=LONDON)) == []  # nobody spoke for months
    for user in others:
        assert "nobody of another hub" in talking.told(user)[-1]


def test_where_nobody_is_gathered_each_is_told_and_at_night_in_the_morning(make: Make) -> None:
    network = talk(make(Meeting()))
    network.change("U3", pairs=False)
    assert pair(network, OCTOBER + timedelta(hours=12), Meeting()) == [{"U1", "U2"}]
    (told,) = network.told("U1")
    assert "This month you are paired with Name of U2 of South." in told
    row, _ = network.outbox()[-1]
    assert row.not_before == datetime(2026, 10, 2, 9, tzinfo=LONDON)
