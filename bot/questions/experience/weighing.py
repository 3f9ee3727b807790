"""How well somebody knows what is asked about, and who of them is named this time. Pure.

Nobody is ranked before anybody: among those who know, chance decides, weighed by what they know and
by how often they were asked lately. The chance is drawn from the asker's nonce, so nothing is kept
and the same card names the same people.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log, pow, sqrt

from bot.questions.ranking import LEAST

ANSWERED, CONFIRMED, LESSON = 1.0, 2.0, 1.5
"""What one thread counts: answered, the asker said that it was answered by it, a lesson shared."""
HALF_LIFE = timedelta(days=180)
EVER = 0.3
"""What never fades: past programmes ended years ago, and their people are worth asking."""
CLOSE = 0.5
"""What is this close counts wherever it was said; in the question's own theme, LEAST is enough."""
FAR = 0.3
"""As close as this is no closer than anything."""
GOOD = 0.5
"""Who knows less than this part of what the best knows is not among those who are drawn from."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that a person said which is near the question.

    `about` tells the question or lesson, of which each counts once; `closeness` is from 0 to 1,
    `in_theme` says that it is in the theme in which the question would be.
    """

    person_id: int
    about: int
    lesson: bool
    confirmed: bool
    closeness: float
    in_theme: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person knows of it, and in how many questions answered and lessons shared it shows."""

    person_id: int
    weight: float
    answered: int
    lessons: int
    last_at: datetime


def weigh(evidence: Iterable[Evidence], now: datetime) -> list[Standing]:
    """Return what each person knows; who said nothing near enough has no standing."""
    said: dict[int, dict[int, Evidence]] = defaultdict(dict)
    for one in evidence:
        if one.closeness < (LEAST if one.in_theme else CLOSE):
            continue
        known = said[one.person_id].get(one.about)
        if known is None or _worth(one, now) > _worth(known, now):
            said[one.person_id][one.about] = one
    return [_standing(person, list(pieces.values()), now) for person, pieces in said.items()]


def _worth(one: Evidence, now: datetime) -> float:
    kind = LESSON if one.lesson else CONFIRMED if one.confirmed else ANSWERED
    age = max(timedelta(), now - one.at)
    recency = EVER + (1 - EVER) * pow(0.5, age / HALF_LIFE)
    return kind * (one.closeness - FAR) * recency


def _standing(person_id: int, pieces: Sequence[Evidence], now: datetime) -> Standing:
    lessons = sum(one.lesson for one in pieces)
    return Standing(
        person_id=person_id,
        # The root, so that who writes most does not stand alone.
        weight=sqrt(sum(_worth(one, now) for one in pieces)),
        answered=len(pieces) - lessons,
        lessons=lessons,
        last_at=max(one.at for one in pieces),
    )


def draw(
    standings: Sequence[Standing], lately: Mapping[int, int], nonce: str, most: int
) -> list[Standing]:
    """Return at most `most` of those who know, drawn without order.

    Two who know as much are drawn as often; `lately` is how often each was asked lately, which
    makes it as many times rarer.
    """
    best = max((one.weight for one in standings), default=0.0)
    good = [one for one in standings if one.weight >= GOOD * best]

    def key(one: Standing) -> float:  # Plackett and Luce's drawing, by Gumbel's trick
        weight = one.weight / (1 + lately.get(one.person_id, 0))
        return log(weight) + _gumbel(nonce, one.person_id)

    return sorted(good, key=key, reverse=True)[:most]


def _gumbel(nonce: str, person_id: int) -> float:
    """Return a number drawn from Gumbel's distribution, always the same for a nonce and person."""
    drawn = hashlib.blake2b(f"{nonce}:{person_id}".encode(), digest_size=7).digest()
    uniform = (int.from_bytes(drawn, "big") + 0.5) / 2**56
    return -log(-log(uniform))
