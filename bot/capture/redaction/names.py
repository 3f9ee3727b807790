"""Finds the names of children, carers and the public by rules of context.

There is no language model here: a name is known by a list of first names and surnames, by its
form, and by what stands beside it (kin, an age, a title, another name). Names that only greet or
thank a colleague, places, bodies and programmes are kept.
"""

import re
from collections.abc import Iterator

from bot.capture.redaction.people import NEED_MORE, ONE, OWN_SURELY, PERSONAL, TITLES
from bot.capture.redaction.runs import Run, runs
from bot.capture.redaction.signs import (
    does,
    does_or_has,
    has,
    is_about_someone,
    is_aged,
    is_colleague,
    is_household,
    is_thing,
    someone,
    surely_someone,
)
from bot.capture.redaction.surnames import SURNAMES
from bot.capture.redaction.words import STRONG, UNKNOWN, WEAK, Word, words_of

_AND = re.compile(r"(?:[ ]?\(\d{1,2}\))?,?[ ](?:and|&|&amp;|a|ac|\+)[ ]|[ ]?/[ ]?")
_AFTER = 40  # characters


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names; each person of a couple by themselves."""
    words = words_of(text)
    found = runs(text, words)
    named = [_is_name(run) for run in found]
    _spread(text, found, named)
    taken = [run for run, is_name in zip(found, named, strict=True) if is_name]
    spans = {(run.head.start, run.tail.end) for run in taken}
    spans |= set(_again(words, taken)) | set(_lower_case(text, words))
    end = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= end:
            end = span[1]
            yield span


def _is_name(run: Run) -> bool:
    if is_thing(run) or all(len(word.text) == 1 for word in run.words):
        return False
    if run.before and run.before.low in TITLES and run.head.gap in (" ", ". "):
        return True
    if is_household(run):
        return True
    return _is_single(run) if len(run.words) == 1 else _is_full(run)


def _is_full(run: Run) -> bool:
    """Judge two words or more: "Denise Orchard-Platt", "Amber Louise", "Pennine Edge"."""
    head, tail = run.head, run.tail
    strengths = [word.strength for word in run.words]
    if STRONG in strengths or tail.double_barrelled:
        return True
    known = tail.low in SURNAMES or tail.strength > UNKNOWN
    if head.strength == WEAK:
        return known or not (head.opens and head.low in NEED_MORE) or someone(run) or does(run)
    if known and not head.opens:
        return True
    return someone(run) or (len(run.words) < 4 and is_about_someone(run))


def _is_single(run: Run) -> bool:
    """Judge one word: "Ellis's passport", "Grace (7)", "Thanks Priya", "Mosaic"."""
    word = run.head
    if word.strength == STRONG:
        return someone(run) or not is_colleague(run)
    if word.strength == WEAK:
        return someone(run) or (word.low not in NEED_MORE and does_or_has(run))
    if word.double_barrelled:
        return someone(run) or bool(run.sentence & PERSONAL)
    return len(word.text) > 2 and (has(run, OWN_SURELY) or (not word.opens and surely_someone(run)))


def _spread(text: str, runs: list[Run], named: list[bool]) -> None:
    """Name the other half of "Joy and Colin Farrimond", "Maisie, Reuben and Zyrell"."""
    order = range(len(runs) - 1)
    for index in [*order, *reversed(order)]:
        left, right = runs[index], runs[index + 1]
        between = text[left.tail.end : right.head.start]
        joined = _AND.fullmatch(between) is not None
        if not joined and between != ", ":
            continue
        if joined and (_are_pair(left, right) or _are_couple(left, right)):
            named[index] = named[index + 1] = True
        elif named[index] and not named[index + 1]:
            named[index + 1] = _goes_with(right, left, joined)
        elif named[index + 1] and not named[index]:
            named[index] = _goes_with(left, right, joined)


def _are_pair(left: Run, right: Run) -> bool:
    if len(left.words) > 1 or len(right.words) > 1 or is_thing(left) or is_thing(right):
        return False
    strengths = {left.head.strength, right.head.strength}
    return STRONG in strengths and UNKNOWN not in strengths and not is_colleague(left)


def _are_couple(left: Run, right: Run) -> bool:
    """Say whether it is "Nkechi and Tesfay Skelhorne", where the sentence is about people."""
    shape = len(left.words) == 1 and len(right.words) == 2 and not left.head.opens
    return shape and not is_thing(right) and is_about_someone(left)


def _goes_with(run: Run, named: Run, joined: bool) -> bool:
    if len(run.words) > 1 or len(run.head.text) < 2 or is_thing(run) or is_colleague(run):
        return False
    if run.head.strength > UNKNOWN:
        return True
    return joined and (not run.head.opens or len(named.words) > 1)


def _again(words: list[Word], taken: list[Run]) -> Iterator[tuple[int, int]]:
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
        if (
            before in ONE
            or before in ("called", "named")
            or is_aged(text[word.end : word.end + _AFTER])
        ):
            after = words[index + 1] if index + 1 < len(words) else word
            surname = after.low in SURNAMES and after.gap == " " and not after.ordinary
            yield word.start, after.end if surname else word.end
