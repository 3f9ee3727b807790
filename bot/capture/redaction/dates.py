"""Finds dates of birth: a date near a word of birth or right after other personal data."""

import re
from collections.abc import Iterator

from bot.capture.redaction.shield import TAKEN, around

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr)"
)
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
_FULL = (
    rf"(?:\d{{1,2}}[ ]?[/.\-][ ]?\d{{1,2}}[ ]?[/.\-][ ]?{_YEAR}"
    r"|(?:19|20)\d\d[/.\-]\d{1,2}[/.\-]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|fed|ydd|af|il|eg)?[ ](?:of[ ])?{_MONTH},?[ ]{_YEAR}"
    rf"|{_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]{_YEAR})(?![\w/])"
)
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|fed|ydd|af|il|eg)?[ ](?:of[ ])?{_MONTH}|\d{{1,2}}/\d{{1,2}})"
    r"(?![\w/])"
)
_DATE = re.compile(rf"(?<![\w/.\-])(?:{_FULL}|{_DAY})", re.IGNORECASE)
_FULL_DATE = re.compile(rf"(?<![\w/.\-]){_FULL}", re.IGNORECASE)

_BIRTH = re.compile(
    r"\bd\.?[ ]?o\.?[ ]?b(?:s|\.)?(?!\w)|\b(?:dates?[ ]of[ ]birth|birth[ ]?(?:date|day)s?|born"
    r"|dyddiad(?:au)?[ ]geni|eni)\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    rf"[!?\n;{TAKEN}]|\.(?=\s)|\b(?:due|return|by|deadline|from|since|until|before|after|launch)\b",
    re.IGNORECASE,
)
_NOT_BORN = re.compile(
    r"\b(?:hub|service|programme|scheme|agency|idea|team|network)\b", re.IGNORECASE
)
_AFTER_SOMEONE = re.compile(rf"(?<={TAKEN})[ ]?[,;(\-–:]?[ ]?(?=\d|[A-Z])")
_REACH = 45


def births(text: str) -> Iterator[tuple[int, int]]:
    """Yield dates of birth; a year or an age alone is kept."""
    spans = set(_after_words_of_birth(text)) | set(_before_words_of_birth(text))
    spans |= set(_after_someone(text))
    end = 0
    for span in sorted(spans):
        if span[0] >= end:
            end = span[1]
            yield span


def _after_words_of_birth(text: str) -> Iterator[tuple[int, int]]:
    for word in _BIRTH.finditer(text):
        if _NOT_BORN.search(around(text, *word.span(), before=25, after=0)):
            continue
        at = word.end()
        while (date := _DATE.search(text, at, at + _REACH)) and not _STOP.search(
            text, at, date.start()
        ):
            yield date.span()
            at = date.end()


def _before_words_of_birth(text: str) -> Iterator[tuple[int, int]]:
    """Yield such as `14/03/2017 (DOB)`."""
    for date in _FULL_DATE.finditer(text):
        word = _BIRTH.search(text, date.end(), date.end() + 20)
        if word and not text[date.end() : word.start()].strip(" (,-–=:"):
            yield date.span()


def _after_someone(text: str) -> Iterator[tuple[int, int]]:
    """Yield such as `[name], 14/03/2017`."""
    for gap in _AFTER_SOMEONE.finditer(text):
        if date := _FULL_DATE.match(text, gap.end()):
            yield date.span()
