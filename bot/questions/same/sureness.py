"""How sure it is that one question asks what an earlier one asked. Pure: no database.

Three witnesses are heard, and the least sure of them decides: the two mean something alike, they
share words that are rare in this community's talk, and an answer to the earlier one speaks to the
later one. In the talk of one programme any one of them alone is wrong more often than right. The
numbers and how they were chosen: docs/same-questions.md.
"""

import struct
from collections.abc import Iterable
from operator import mul

SURE = 0.48
"""What is less sure is not linked: silence is better than a wrong link."""
ORDINARY = 0.1
"""With MiniLM any two questions of one programme are as near as this more than they ought."""
RARE_WEIGHT = 2.0
ANSWER_WEIGHT = 1.3
"""These bring the witnesses to one scale: where pairs that are the same begin on each."""
WITHOUT_ANSWER = 0.15
"""So much surer the other two must be where no answer speaks to the later question."""


def cosine(one: bytes, other: bytes) -> float:
    """Return the cosine of two unit vectors, kept as float32."""
    numbers = f"<{len(one) // 4}f"
    products: Iterable[float] = map(mul, struct.unpack(numbers, one), struct.unpack(numbers, other))
    return sum(products)


def sureness(closeness: float, rare: float, answer: float) -> float:
    """Return how sure it is that two questions ask the same.

    `closeness` is the cosine of the questions, `rare` how far they share rare words, `answer` the
    best cosine of an answer to the earlier question with the later one (0: there is none). More of
    any of them is never less sure.
    """
    alike = min(closeness - ORDINARY, RARE_WEIGHT * rare)
    return max(min(alike, ANSWER_WEIGHT * answer), alike - WITHOUT_ANSWER)
