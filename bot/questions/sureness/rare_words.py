"""Which words tell what a question is about: those that few of the messages near it have."""

import re
from collections import Counter
from collections.abc import Iterable
from math import log

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_ENDINGS = ("ing", "ers", "er", "ed", "ies", "es", "s")
_SHORTEST_STEM = 4
SOFTEN = 5.0
"""Added to what a question's words weigh: of two words alone, both found, little is proved."""
_ASKED_WITH = """
a about all also am an and any anybody anyone are as at be because been before being but by can
can't could did didn't do does doesn't doing don't else even ever every everybody everyone for
from get gets getting given go going gone got had has hasn't have haven't having he help her
here hers him his how i i'd i'll i'm i've if in into is isn't it it's its just know like make
makes me more most much my need no nor not now of off on one ones only or other others our ours
out over own people please really say says see she should so some somebody someone still such
sure than that that's the their theirs them then there there's these they they're they've thing
things think this those though through to too tried up us use used using very want was wasn't
way we we'd we'll we're we've were what what's when where whether which while who who's whose
why will with without won't work working works would wouldn't yes you you'd you'll you're
you've your yours
"""
_ASKING = frozenset(_ASKED_WITH.split())


def telling_words(text: str) -> set[str]:
    """Return a text's words without their endings and without those that any question has."""
    found = _WORD.findall(text.casefold().replace("’", "'"))
    return {_stem(word) for word in found if len(word) > 1 and word not in _ASKING}


def _stem(word: str) -> str:
    bare = word.partition("'")[0]
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            return bare.removesuffix(ending)
    return bare


class WordUse:
    """How rare each word is among some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Count in how many of the texts each word stands."""
        self._sets = [telling_words(text) for text in texts]
        self._used = Counter(word for words in self._sets for word in words)

    def _weight(self, word: str) -> float:
        return log((len(self._sets) + 1) / (self._used[word] + 0.5))

    def share(self, question: str, texts: Iterable[str]) -> float:
        """Return what share of the question's words the texts have, rare ones counting more."""
        asked = telling_words(question)
        said: set[str] = set().union(*(telling_words(text) for text in texts))
        whole = sum(self._weight(word) for word in asked) + SOFTEN
        return sum(self._weight(word) for word in asked & said) / whole
