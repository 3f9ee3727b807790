"""Small things said the same everywhere."""

import pytest

from bot.words import listed


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_as_in_a_sentence(parts: list[str], said: str) -> None:
    assert listed(parts) == said
