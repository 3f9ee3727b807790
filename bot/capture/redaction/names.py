"""Finds the names of children, carers and the public by rules of context.

There is no language model here: a name is known by a list of first names and surnames, by its
form, and by what stands beside it (kin, an age, a title, another name). Names that only greet or
thank a colleague, places, bodies and programmes are kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.capture.redaction.ordinary import LOWER_THINGS, PUBLIC_FIGURES, THINGS
from bot.capture.redaction.people import (
    ABOUT,
    CALLED,
    CHILDISH,
    DOES,
    GREETINGS,
    HAS_OR_SAYS,
    HOUSEHOLDS,
    KIN,
    KIN_TITLES,
    MANY,
    MATTERS,
    NEED_MORE,
    ONE,
    OWN,
    OWN_SURELY,
    PERSONAL,
    PUBLIC_TITLES,
    TITLES,
)
from bot.capture.redaction.surnames import SURNAMES
from bot.capture.redaction.words import STRONG, UNKNOWN, WEAK, Word, runs_of, words_of

_NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen)"
)
_UNIT = r"(?:y/?o|yrs?|years?(?:[ -]old)?|months?(?:[ -]old)?|mths?|weeks?|wks?|oed|and a half)"
_AGED = re.compile(
    rf"\s?[,(]?\s?(?:aged?[ ]{_NUMBER}\b|(?:yn[ ])?{_NUMBER}[ ]?{_UNIT}\b|is[ ]{_NUMBER}[ ]?{_UNIT}\b)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(rf"\s?\({_NUMBER}(?:\)|,|[ ]and)|,[ ]{_NUMBER}(?=,|\.|$|[ ]and[ ])", re.IGNORECASE)
_AND = re.compile(r"(?:[ ]?\(\d{1,2}\))?,?[ ](?:and|&|&amp;|a|ac|\+)[ ]|[ ]?/[ ]?")
_FROM_WORK = re.compile(
    r",?[ ](?:from|in|at)[ ](?:the[ ])?(?:DfE|department|comms|finance|legal|HR|IT|hub|council"
    r"|marketing|data|policy|procurement|contact[ ]centre|[A-Z]{2,}\b)"
)
_BESIDE = frozenset([" ", ", ", ": ", " (", " - ", " – ", " is ", ' "', ' “'])
_AFTER = 40


@dataclass(slots=True)
class _Run:
    """Capitalised words that stand together, and what is around them."""

    words: list[Word]
    before: Word | None
    earlier: frozenset[str]
    """The four words before, lower case, same sentence."""
    following: Word | None
    after: str
    sentence: frozenset[str]

    @property
    def head(self) -> Word:
        return self.words[0]

    @property
    def tail(self) -> Word:
        return self.words[-1]


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names; each person of a couple by themselves."""
    words = words_of(text)
    runs = _runs(text, words)
    named = [_is_name(run) for run in runs]
    _spread(text, runs, named)
    taken = [run for run, is_name in zip(runs, named, strict=True) if is_name]
    spans = {(run.head.start, run.tail.end) for run in taken}
    spans |= set(_again(words, taken)) | set(_lower_case(text, words))
    end = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= end:
            end = span[1]
            yield span


def _runs(text: str, words: list[Word]) -> list[_Run]:
    sentences: dict[int, set[str]] = {}
    for word in words:
        sentences.setdefault(word.sentence, set()).add(word.low)
    frozen = {number: frozenset(lows) for number, lows in sentences.items()}
    runs = []
    for start, end in runs_of(words):
        start = _without_opening_verb(words, start, end)
        sentence = words[start].sentence
        earlier = [w for w in words[max(0, start - 4) : start] if w.sentence == sentence]
        runs.append(
            _Run(
                words=words[start:end],
                before=earlier[-1] if earlier else None,
                earlier=frozenset(word.low for word in earlier),
                following=words[end] if end < len(words) else None,
                after=text[words[end - 1].end : words[end - 1].end + _AFTER],
                sentence=frozen[sentence],
            )
        )
    return runs


def _without_opening_verb(words: list[Word], start: int, end: int) -> int:
    """Skip the first word of "Ringing Denise Orchard" or "Told Bev"."""
    first = words[start]
    skip = first.opens and end - start > 1 and first.strength == UNKNOWN
    return start + (skip and first.low.endswith(("ing", "ed", "ly")))


def _is_name(run: _Run) -> bool:
    if _is_thing(run) or all(len(word.text) == 1 for word in run.words):
        return False
    if run.before and run.before.low in TITLES and run.head.gap in (" ", ". "):
        return True
    if _is_household(run):
        return True
    return _is_single(run) if len(run.words) == 1 else _is_full(run)


def _is_thing(run: _Run) -> bool:
    """Say whether it is a place, a firm, a public person: "Hope Street", "Clare's Law"."""
    if run.before and run.before.low in PUBLIC_TITLES and run.head.gap in (" ", ". "):
        return True
    if " ".join(word.low for word in run.words[:2]) in PUBLIC_FIGURES:
        return True
    after = run.following
    if after is None or after.gap not in (" ", "'s ", "’s "):
        return False
    return after.low in (THINGS if after.text[0].isupper() else LOWER_THINGS) and (
        after.text[0].isupper() or after.gap == " "
    )


def _is_household(run: _Run) -> bool:
    """Say whether it is "the Khan family", "the Farrimonds" or "surname Haverstock"."""
    if run.before is None:
        return False
    if run.before.low == "surname":
        return True
    if run.before.low not in ("the", "teulu") or run.head.gap != " ":
        return False
    if run.tail.low.removesuffix("s") in SURNAMES and run.tail.low.endswith("s"):
        return len(run.words) == 1 and run.tail.low not in SURNAMES
    after = run.following
    return after is not None and after.text in HOUSEHOLDS and after.gap == " "


def _is_full(run: _Run) -> bool:
    """Judge two words or more: "Denise Orchard-Platt", "Amber Louise", "Pennine Edge"."""
    head, tail = run.head, run.tail
    strengths = [word.strength for word in run.words]
    if STRONG in strengths or tail.double_barrelled:
        return True
    known = tail.low in SURNAMES or tail.strength > UNKNOWN
    if head.strength == WEAK:
        return known or not (head.opens and head.low in NEED_MORE) or _someone(run)
    if known and not head.opens:
        return True
    return _someone(run) or (len(run.words) < 4 and _is_about_someone(run))


def _is_about_someone(run: _Run) -> bool:
    """Say whether the sentence is about a person: for two capitalised words that are no others."""
    if run.sentence & PERSONAL:
        return True
    about = run.before is not None and run.before.low in ABOUT
    return about and bool(run.earlier & MATTERS)


def _is_single(run: _Run) -> bool:
    """Judge one word: "Ellis's passport", "Grace (7)", "Thanks Priya", "Mosaic"."""
    word = run.head
    if word.strength == STRONG:
        return not _is_colleague(run) and (_someone(run) or bool(run.sentence & PERSONAL))
    if word.strength == WEAK:
        return _someone(run) or (word.low not in NEED_MORE and _does_or_has(run))
    if word.double_barrelled:
        return _someone(run) or bool(run.sentence & PERSONAL)
    return len(word.text) > 2 and (_has(run, OWN_SURELY) or (not word.opens and _surely_someone(run)))


def _someone(run: _Run) -> bool:
    """Say whether kin, a way of naming or an age stands beside it."""
    before = run.before
    if before and run.head.gap in _BESIDE:
        if before.low in ONE or before.low in MANY:
            return True
        if before.low in CALLED and run.earlier & (PERSONAL | CALLED - {before.low}):
            return True
    if _AGED.match(run.after):
        return True
    return bool(_BRACKETED.match(run.after)) and (
        run.head.strength > UNKNOWN or bool(run.sentence & CHILDISH)
    )


def _surely_someone(run: _Run) -> bool:
    """Say whether an unknown word can only be a name: "grandson Zedekiah", "Zyrell, aged 4"."""
    before = run.before
    if before and run.head.gap == " " and (before.text in KIN or before.text in KIN_TITLES):
        return not run.head.low.endswith("ed")
    if before and before.low in CALLED and run.earlier & ONE:
        return True
    if before and before.low in HAS_OR_SAYS and run.earlier & KIN:
        return True
    return bool(_AGED.match(run.after)) and bool(run.sentence & CHILDISH)


def _does_or_has(run: _Run) -> bool:
    """Say whether it is "Ruby's placement" or "Jade is pregnant, her carer rang"."""
    after = run.following
    does = after is not None and after.gap == " " and after.low in DOES
    return (does and bool(run.sentence & CHILDISH)) or _has(run, OWN)


def _has(run: _Run, things: frozenset[str]) -> bool:
    after = run.following
    return after is not None and after.gap in ("'s ", "’s ") and after.low in things


def _is_colleague(run: _Run) -> bool:
    greeted = run.before is not None and run.before.low in GREETINGS
    return (greeted and run.head.gap in (" ", ", ")) or bool(_FROM_WORK.match(run.after))


def _spread(text: str, runs: list[_Run], named: list[bool]) -> None:
    """Name the other half of "Joy and Colin Farrimond", "Maisie, Reuben and Zyrell"."""
    order = range(len(runs) - 1)
    for index in [*order, *reversed(order)]:
        left, right = runs[index], runs[index + 1]
        between = text[left.tail.end : right.head.start]
        joined = _AND.fullmatch(between) is not None
        if not joined and between != ", ":
            continue
        if joined and _are_pair(left, right):
            named[index] = named[index + 1] = True
        elif named[index] and not named[index + 1]:
            named[index + 1] = _goes_with(right, left, joined)
        elif named[index + 1] and not named[index]:
            named[index] = _goes_with(left, right, joined)


def _are_pair(left: _Run, right: _Run) -> bool:
    if len(left.words) > 1 or len(right.words) > 1 or _is_thing(left) or _is_thing(right):
        return False
    strengths = {left.head.strength, right.head.strength}
    return STRONG in strengths and UNKNOWN not in strengths and not _is_colleague(left)


def _goes_with(run: _Run, named: _Run, joined: bool) -> bool:
    if len(run.words) > 1 or len(run.head.text) < 2 or _is_thing(run) or _is_colleague(run):
        return False
    if run.head.strength > UNKNOWN:
        return True
    return joined and (not run.head.opens or len(named.words) > 1)


def _again(words: list[Word], taken: list[_Run]) -> Iterator[tuple[int, int]]:
    """Yield the same words wherever else they stand: "the wrong Callum"."""
    known = {
        word.low
        for run in taken
        for word in run.words
        if len(word.low) > 2 and not word.ordinary and word.low not in NEED_MORE
    }
    if known:
        yield from ((w.start, w.end) for w in words if w.low in known and w.text[0].isupper())


def _lower_case(text: str, words: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield names typed without capitals: "her grandson alfie", "got maisie (7) tonight"."""
    for index, word in enumerate(words):
        if not word.text.islower() or word.strength != STRONG:
            continue
        before = words[index - 1].low if index and word.gap == " " else ""
        if before in ONE or before in ("called", "named") or _is_aged(text, word):
            after = words[index + 1] if index + 1 < len(words) else word
            surname = after.low in SURNAMES and after.gap == " " and not after.ordinary
            yield word.start, after.end if surname else word.end


def _is_aged(text: str, word: Word) -> bool:
    after = text[word.end : word.end + _AFTER]
    return bool(_AGED.match(after)) or bool(re.match(rf"\s?\({_NUMBER}\)", after))
