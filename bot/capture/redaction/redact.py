"""The door: runs the finders in order and writes the markers."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from bot.capture.redaction.addresses import addresses, postcodes
from bot.capture.redaction.contacts import emails, phones
from bot.capture.redaction.dates import births
from bot.capture.redaction.findings import Finding, Kind, Redacted
from bot.capture.redaction.names import names
from bot.capture.redaction.numbers import bank_details, case_numbers, insurance_numbers, nhs_numbers
from bot.capture.redaction.shield import shield_links, shield_mentions, take

_Finder: TypeAlias = Callable[[str], Iterator[tuple[int, int]]]

_FINDERS: tuple[tuple[Kind, _Finder], ...] = (
    (Kind.NATIONAL_INSURANCE, insurance_numbers),
    (Kind.NHS_NUMBER, nhs_numbers),
    (Kind.BANK, bank_details),
    (Kind.PHONE, phones),
    (Kind.CASE_NUMBER, case_numbers),
    (Kind.DATE_OF_BIRTH, births),
    (Kind.ADDRESS, addresses),
    (Kind.POSTCODE, postcodes),
    (Kind.NAME, names),
)


def redact(text: str) -> Redacted:
    """Put a marker such as `[name]` where personal data stands; redacting twice changes nothing.

    Mentions (`<@U1>`, `<at>..</at>`, `@someone`), links and existing markers survive; only an
    e-mail address inside a link is taken out of it. Takes linear time, whatever the text.
    """
    view = shield_mentions(text)
    found: list[Finding] = []
    while fresh := list(_one_pass(view)):
        found += fresh
        view = take(view, [(each.start, each.end) for each in sorted(fresh)])
    found.sort()
    return Redacted(_with_markers(text, found), tuple(found))


def _one_pass(view: str) -> Iterator[Finding]:
    view, taken = _search(view, Kind.EMAIL, emails)
    yield from taken
    view = shield_links(view)
    for kind, finder in _FINDERS:
        view, taken = _search(view, kind, finder)
        yield from taken


def _search(view: str, kind: Kind, finder: _Finder) -> tuple[str, list[Finding]]:
    spans = list(finder(view))
    if not spans:
        return view, []
    return take(view, spans), [Finding(start, end, kind) for start, end in spans]


def _with_markers(text: str, found: list[Finding]) -> str:
    pieces, at = [], 0
    for each in found:
        pieces += [text[at : each.start], each.kind.marker]
        at = each.end
    return "".join([*pieces, text[at:]])
