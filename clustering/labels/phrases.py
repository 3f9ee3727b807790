"""Finds the phrases in a text that could name what it is about."""

import re
from collections.abc import Iterator

from clustering.words import STOP_WORDS, words_of

LONGEST = 4
BREAKS = re.compile(r"""[.!?;:,()\[\]{}"“”«»|•…\n\t]+|\s[-–—]+\s|[–—]|\.\.+""")
NOT_TEXT = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\S+|:[a-z_+-]+:|<[^>\s]*>|\[[^\]]*\]")
"""Addresses, mentions, emoji names and what redaction left in brackets: never part of a name."""
CONNECTORS = frozenset({"of", "to", "and", "for", "in", "with", "&"})
POOR_EDGES = re.compile(r".*(?:ly|n['’]t|['’](?:s|d|ll|re|ve|m))$")
POOR_ENDS = re.compile(r".*[^e]ed$|written|paid|gone|taken|given|sent|told|held|lost|met")
"""What was done ("landed", "approved") is no name; what leads one may be ("shared care")."""
PERIODS = frozenset({"year", "years", "quarter", "quarters"})
POOR_STARTS = frozenset({"new", "big", "bad", "best", "better", "different", "single", "full"})
TIMES_AND_NUMBERS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
    | {"fifteen", "sixteen", "twenty", "thirty", "forty", "fifty", "sixty", "hundred", "thousand"}
    | {"half", "third", "quarter", "quarters", "double", "couple", "average", "number", "numbers"}
    | {"second", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "fortnight"}
    | {"month", "months", "year", "years", "monday", "tuesday", "wednesday", "thursday", "friday"}
    | {"saturday", "sunday", "weekend", "january", "february", "march", "april", "may", "june"}
    | {"july", "august", "september", "october", "november", "december", "morning", "afternoon"}
    | {"evening", "night", "spring", "autumn", "winter", "am", "pm"}
)
"""Every group talks of these, so they name none; "financial year" is a name, "three years" not."""

Key = tuple[str, ...]


def segments(text: str) -> Iterator[list[str]]:
    """The words of a text, broken where a phrase cannot go on."""
    for part in BREAKS.split(NOT_TEXT.sub(" . ", text)):
        words = words_of(part)
        if words:
            yield words


def phrases_of(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of up to four words that could be a name, as written."""
    for words in segments(text):
        lower = [word.lower() for word in words]
        edges = [good_edge(word) for word in lower]
        for start in range(len(words)):
            if edges[start] and lower[start] not in TIMES_AND_NUMBERS:
                for end in ends_of_names(lower, edges, start):
                    if not POOR_ENDS.fullmatch(lower[end - 1]):
                        yield tuple(words[start:end])


def ends_of_names(lower: list[str], edges: list[bool], start: int) -> Iterator[int]:
    """Where names that begin at `start` may end: with no more than one small word inside."""
    yield start + 1
    if lower[start] in POOR_STARTS:
        return
    connected = False
    for end in range(start + 1, min(start + LONGEST, len(lower))):
        word = lower[end]
        if edges[end] and (word not in TIMES_AND_NUMBERS or (word in PERIODS and not connected)):
            yield end + 1
        elif edges[end] or connected or word not in CONNECTORS:
            return
        else:
            connected = True
        if word in PERIODS:
            return


def good_edge(word: str) -> bool:
    """Whether a phrase may begin or end with this word (in lower case)."""
    return len(word) > 1 and word not in STOP_WORDS and not POOR_EDGES.match(word)


def key_of(words: tuple[str, ...]) -> Key:
    """What stays the same when a phrase is written in capitals or in the plural."""
    return tuple(singular(word.lower().replace("’", "'")) for word in words)


def singular(word: str) -> str:
    """A word without its plural ending; good enough to count with, not to show."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
