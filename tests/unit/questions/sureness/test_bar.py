"""What people say of our suggestions moves how sure we must be; blame never makes us bolder."""

from hypothesis import given
from hypothesis import strategies as some

from bot.questions.sureness.bar import bar

COUNTS = some.integers(min_value=0, max_value=10_000)
LEAST = 0.5


@given(COUNTS, COUNTS)
def test_blame_never_makes_us_bolder_and_praise_never_shyer(helpful: int, not_helpful: int) -> None:
    now = bar(helpful, not_helpful, least=LEAST)
    assert bar(helpful, not_helpful + 1, least=LEAST) >= now
    assert bar(helpful + 1, not_helpful, least=LEAST) <= now


@given(COUNTS, COUNTS)
def test_it_stays_between_what_was_measured_and_certainty(helpful: int, not_helpful: int) -> None:
    assert LEAST <= bar(helpful, not_helpful, least=LEAST) < 1


def test_it_moves_as_the_docs_say() -> None:
    said = [(0, 0), (0, 1), (0, 2), (0, 5), (3, 1), (4, 1)]
    moved = [round(bar(*one, least=LEAST), 2) for one in said]
    assert moved == [0.5, 0.6, 0.67, 0.78, 0.52, 0.5]
