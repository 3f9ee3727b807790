"""Finds e-mail addresses and telephone numbers."""

import re
from collections.abc import Iterator

from bot.capture.redaction.shield import around

_EMAIL = re.compile(
    r"<(?:mailto|MAILTO):[^<>|]{1,300}(?:\|[^<>]{0,300})?>"  # Slack
    r"|<a\b[^<>]{0,200}?mailto:[^<>]{0,300}>[^<]{0,300}</a>"  # Teams
    r"|(?<![\w.+%'’&\-])(?:mailto:)?[\w.+%'’&\-]+"
    r"(?:@|%40|[ ]?[(\[](?:at|AT)[)\]][ ]?)"
    r"(?:[\w\-]{1,63}(?:\.|[ ]?[(\[](?:dot|DOT)[)\]][ ]?)){1,8}[A-Za-z]{2,24}(?![\w@])"
)
_EMAIL_SIGNS = re.compile(r"@|%40|mailto:|[(\[](?:at|AT)[)\]]")

_GAP = r"[\s.()\-‐‑–]{0,2}"
_PHONE = re.compile(
    r"<tel:[^<>]{1,120}>"
    r"|(?<![\w£$€.,/\-])(?:"
    rf"(?:(?:\+|00){_GAP}44{_GAP}(?:\(0\))?{_GAP}[1-9]|44[ ]?7|\(?0[1-9])(?:{_GAP}\d){{8,9}}"
    rf"|\+[1-9]\d{{0,2}}(?:{_GAP}\d){{7,12}}"
    rf"|7\d{{3}}[ ]?\d{{3}}[ ]?\d{{3}}"  # a spreadsheet ate the nought
    r")(?![\d/]|[.:]\d)(?:[ ]?(?:ext|extn|x)\.?[ ]?\d{1,5}\b)?"
)
_SHORT_PHONE = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|ring|ffôn|ffon)\.?"
    r"(?:[ ](?:no|number|her|him|them|on|is))?"
    r"[\s.:]{1,2}(\d{3}[ ]?\d{3,4})(?![\w.,]?\d|\w)",
    re.IGNORECASE,
)
_CLOCK_OR_DATE = re.compile(r"\d\d[.\- ]\d\d[.\- ](?:19|20)\d\d|(?:\d\d?[\s.\-–]+)+\d\d?$")
_PUBLIC_RANGE = re.compile(r"0(?:3(?!069 ?99)|80)")
_PUBLIC_LINE = re.compile(
    r"\b(?:helpline|freephone|switchboard|hotline|contact centre|duty line|info line|phone line"
    r"|childline|public line|main number|hub number|call centre)\b",
    re.IGNORECASE,
)
_NEIGHBOURHOOD = 60  # characters


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield the e-mail addresses, with their mark-up; those in links too."""
    if _EMAIL_SIGNS.search(text):
        yield from (match.span() for match in _EMAIL.finditer(text))


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Yield telephone numbers; a public helpline named as such is kept."""
    spans = {_balanced(match) for match in _PHONE.finditer(text) if _is_phone(match, text)}
    spans |= {match.span(1) for match in _SHORT_PHONE.finditer(text)}
    end = 0
    for span in sorted(spans):
        if span[0] >= end:
            end = span[1]
            yield span


def _balanced(match: re.Match[str]) -> tuple[int, int]:
    """Leave out a bracket that opens before the number and closes after it."""
    return match.start() + (match[0][0] == "(" and ")" not in match[0]), match.end()


def _is_phone(match: re.Match[str], text: str) -> bool:
    if _CLOCK_OR_DATE.match(match[0]):
        return False
    near = around(text, *match.span(), before=_NEIGHBOURHOOD, after=_NEIGHBOURHOOD)
    return not (_PUBLIC_RANGE.match(match[0]) and _PUBLIC_LINE.search(near))
