"""Tells whether two texts of one person are the same message, posted on two platforms.

A note such as "x-post." or "Posted this on Slack too, sorry if you see it twice." does not count;
typing errors and small edits do not make a message another one, another date or figure does.
"""

import re
from collections import Counter
from difflib import SequenceMatcher

_PLACE = r"(?:slack|teams|there|here|the other (?:side|place|channel|platform|one)|other channels?)"
_CROSSPOST = r"(?:x|cross)[ \-]?post(?:ed|ing)?"
_ON = rf"(?:(?:from|on|to|in|with)[ ]{_PLACE})"
_SORRY = r"sorry[ ](?:if|for)[^.!?\n]{0,60}\b(?:twice|both|already|post(?:ing|s)?|again|double)"
_WELSH = rf"wedi(?:'i)?[ ](?:bostio|rannu|rhannu)[^.!?\n]{{0,20}}[ ]ar[ ]{_PLACE}(?:[ ]hefyd)?"
_NOTE = (
    rf"(?:apologies for[ ])?{_CROSSPOST}(?:[ ](?:this|it))?(?:[ ]{_ON})?"
    rf"|(?:i(?:'ve|[ ]have)?[ ])?(?:also|just)?[ ]?(?:posted|asked|put|shared|sharing|posting)"
    rf"(?:[ ](?:this|it))?[ ](?:also[ ])?{_ON}(?:[ ](?:too|also|as well))?"
    rf"|also[ ]{_ON}|{_ON}[ ](?:too|also|as well)|from[ ](?:slack|teams)|{_SORRY}|{_WELSH}"
)
_OPENING = re.compile(rf"[\s(\[*_]*(?:{_NOTE})[\s)\]*_]*(?:[,.;:!)\]\-–—]+|\n|$)\s*", re.IGNORECASE)
_CLOSING = re.compile(rf"(?:^|[\s.,;(\[\-–—]+)(?:{_NOTE})[)\].!:\s]*$", re.IGNORECASE)
_END = 160
"""Characters at the end of a text in which a closing note is looked for."""

_MARKUP = re.compile(r"<[^<>\s|]{1,2000}(?:\|([^<>]{0,300}))?>|[*_~`]|&(?:amp|lt|gt|nbsp);")
_WORDS = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_TELLING = re.compile(
    r"\d|^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:jan|febr)uary$|^(?:march|april|may|june|july)"
    r"$|^august$|^(?:sept|nov|dec)ember$|^october$|^(?:today|tomorrow|tonight|not)$"
)

_SHORTEST = 5
"""Words below which an unmarked repetition ("Same here, thanks") is no cross-post."""
_COMPARED = 400
"""Words compared: beyond them long messages are the same when their beginnings are."""
_ALIKE = 0.85
_CONTAINED = 0.95


def same_message(a: str, b: str) -> bool:
    """Say whether both texts, by the same person, are one message. Symmetric, pure, fast."""
    (first, noted_a), (second, noted_b) = _bare(a), _bare(b)
    noted = noted_a or noted_b
    if not first or not second:
        return False
    if min(len(first), len(second)) < _SHORTEST:
        return noted and first == second
    if first == second:
        return True
    first, second = sorted((first, second), key=lambda words: (len(words), words))
    return (noted or not _tell_apart(first, second)) and _are_alike(first, second)


def _bare(text: str) -> tuple[list[str], bool]:
    """Return the words compared, lower case, without notes, and whether there was a note."""
    text = _MARKUP.sub(lambda match: f" {match[1] or ''} ", text).replace("’", "'").strip()
    head, noted = text, False
    while (note := _OPENING.match(head)) and note.end() > 0:
        head, noted = head[note.end() :], True
    start = max(0, len(head) - _END)
    if note := _CLOSING.search(head, start):
        head, noted = head[: note.start()], True
    return _WORDS.findall(head.lower())[:_COMPARED], noted


def _tell_apart(first: list[str], second: list[str]) -> bool:
    """Say whether a figure, a day or a "not" stands in one of them only."""
    one, other = Counter(first), Counter(second)
    return any(_TELLING.search(word) for word in ((one - other) | (other - one)))


def _are_alike(shorter: list[str], longer: list[str]) -> bool:
    common = sum((Counter(shorter) & Counter(longer)).values())
    if common < 0.6 * len(shorter):
        return False
    if len(longer) <= 60:  # letters, so that a typing error in a short message weighs little
        matcher = SequenceMatcher(None, " ".join(shorter), " ".join(longer), autojunk=False)
        size = len(" ".join(shorter))
    else:
        matcher = SequenceMatcher(None, shorter, longer, autojunk=False)
        size = len(shorter)
    if matcher.ratio() >= _ALIKE:
        return True
    matched = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return len(shorter) * 2 >= len(longer) and matched >= _CONTAINED * size
