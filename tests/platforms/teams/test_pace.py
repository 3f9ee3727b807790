"""Teams' limits on how fast we may post."""

import pytest

from adapters.teams.pace import IN_A_CONVERSATION, MOST_HELD, Pace
from bot.ports import RateLimited


class Hands:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def taken_or_wait(pace: Pace) -> float | None:
    try:
        pace.take("c")
    except RateLimited as limited:
        return limited.retry_after
    return None


def test_no_window_is_ever_overfull_however_eagerly_we_post() -> None:
    hands, times = Hands(), []
    pace = Pace(IN_A_CONVERSATION, hands)
    while len(times) < 2_000:
        wait = taken_or_wait(pace)
        if wait is None:
            times.append(hands.now)
        else:
            assert wait > 0
            hands.now += wait
    for most, seconds in IN_A_CONVERSATION:
        for first, later in zip(times, times[most:], strict=False):
            assert later - first >= seconds - 1e-6
    assert times[-1] - times[0] == pytest.approx(3_600, rel=0.15)


def test_a_conversation_does_not_wait_for_another() -> None:
    pace = Pace(((1, 60.0),), Hands())
    pace.take("a")
    pace.take("b")
    with pytest.raises(RateLimited):
        pace.take("a")


def test_what_is_refused_does_not_count() -> None:
    hands = Hands()
    pace = Pace(((1, 10.0),), hands)
    pace.take("a")
    for _ in range(5):
        hands.now += 1
        with pytest.raises(RateLimited):
            pace.take("a")
    hands.now += 5
    pace.take("a")


def test_only_so_many_conversations_are_held() -> None:
    pace = Pace(((1, 60.0),), Hands())
    for number in range(MOST_HELD + 5):
        pace.take(str(number))
    assert len(pace._posted) == MOST_HELD
