"""Finds street addresses and postcodes of homes; the address of a venue is kept."""

import re
from collections.abc import Iterator

from bot.capture.redaction.shield import around
from bot.capture.redaction.wordlist import listed

_POSTCODE = re.compile(
    r"(?<![\w\-/])(?:[A-Z]{1,2}\d[A-Z\d]?|GIR)[ \u00a0]{0,2}\d"
    r"(?P<unit>[ABD-HJLNP-UW-Z]{2})(?![\w\-])",
    re.IGNORECASE,
)
_NOT_UNITS = listed(
    """
    st nd rd th hr yr ft gb tb lb ps wd ad bn hp pp
    """
)

_CAPITAL = r"[A-Z][\w'’.\-]{1,30}"
_STREET = (
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Cl|Drive|Dr|Court|Ct|Crescent|Cres|Gardens|Gdns"
    r"|Grove|Place|Pl|Terrace|Tce|Row|Way|Walk|Square|Sq|Mews|Hill|Rise|View|Park|Green|Parade|Yard"
    r"|Quay|Wharf|Drove|Gate|Fold|Croft|Bank|Heights|Meadow|Meadows|End|Side|Vale|Path|Buildings)"
)
_WELSH_STREET = r"(?:Heol|Ffordd|Stryd|Lôn|Lon|Maes|Clos|Rhodfa|Bryn|Cae|Parc|Tan|Rhiw|Llys)"
_HOUSE = r"(?:House|Court|Lodge|Cottage|Farm|Barn|Towers?|Mansions|Point|Heights|Villas?|Bungalow)"
_NUMBERED = (
    rf"\d{{1,4}}[a-zA-Z]?,?[ ](?:{_CAPITAL}[ ]){{1,3}}(?:{_STREET}|{_STREET.lower()})\b"
    rf"|\d{{1,4}}[a-zA-Z]?,?[ ]{_WELSH_STREET}(?:[ \-](?:y|yr|{_CAPITAL})){{1,3}}"
)
_HOUSE_NAME = rf"(?:{_CAPITAL}[ ]){{1,3}}{_HOUSE}\b"
_ADDRESS = re.compile(
    rf"(?<![\w£$€.\-/])(?:(?i:flat|apartment|apt|fflat)[ ]\w{{1,4}},?[ ]"
    rf"(?:{_HOUSE_NAME}(?:,[ ](?:{_NUMBERED}))?|{_NUMBERED}|{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}})"
    rf"|{_NUMBERED}"
    rf"|{_HOUSE_NAME},[ ](?:{_NUMBERED}|(?:{_CAPITAL}[ ]){{1,3}}{_STREET}\b))"
)
_LIVING = re.compile(
    r"\b(?i:liv(?:e|es|ed|ing)|staying|stays|housed|address(?:[ ]is)?|moved|byw)"
    rf"(?:[ ](?:at|on|in|to|is|yn|ar)|[:,])?[ ](?P<address>(?:\d{{1,4}}[a-zA-Z]?,?[ ])?"
    rf"(?:{_CAPITAL}[ ]){{1,3}}(?:{_STREET}|{_HOUSE})\b"
    rf"|\d{{1,4}}[a-zA-Z]?[ ](?:[a-z'’\-]{{3,20}}[ ]){{1,3}}{_STREET.lower()}\b)"
)
_LOWER_BY_POSTCODE = re.compile(
    rf"(?<![\w£$€.\-/])(?P<address>\d{{1,4}}[a-z]?[ ](?:[a-z'’\-]{{3,20}}[ ]){{1,3}}"
    rf"{_STREET.lower()}),?"
    r"[ ](?:[A-Za-z'’\-]{3,20},?[ ]){0,2}(?:[a-z]{1,2}\d[a-z\d]?[ ]?\d[a-z]{2})\b"
)
_NOT_STREETS = re.compile(
    r"\b(?:Family|County|Crown|High|Magistrates|Youth|Supreme|Car|Business|Retail|Theme|National"
    r"|Downing|Great[ ]Smith|Whitehall|Sanctuary|Child|Children|Foster|Mockingbird)\b"
    r"[ ](?:Court|Park|Way|Street|Buildings|Place|Row|View|End|Side)"
)
_VENUE = re.compile(
    r"\b(?:venue|hotel|conference|car park|parking|sat ?nav|station"
    r"|(?:town|county|city|village) hall|civic centre|council offices"
    r"|community centre|leisure centre|library|university|campus"
    r"|stadium|sanctuary buildings|department|meeting room|training day|launch event|lleoliad)\b",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|home|carer|child|family|mum|dad|aunt\w*|uncle|gran\w*|nan|boy|girl"
    r"|household|applicant|enquirer|couple|neighbour|teulu|plentyn|gofalwr)\b",
    re.IGNORECASE,
)
_REACH = 120  # characters, a sentence or so


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield street addresses, flats and named houses; a street alone only when it is a home."""
    spans = [match.span() for match in _ADDRESS.finditer(text) if _is_home(match, text)]
    spans += [match.span("address") for match in _LIVING.finditer(text)]
    spans += [match.span("address") for match in _LOWER_BY_POSTCODE.finditer(text)]
    end = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= end and not _NOT_STREETS.search(text, *span):
            end = span[1]
            yield span


def postcodes(text: str) -> Iterator[tuple[int, int]]:
    """Yield full postcodes; the first half alone names a district and is kept."""
    for match in _POSTCODE.finditer(text):
        if match["unit"] in _NOT_UNITS:  # lower case: "ks2 1st", not a place
            continue
        if _is_home(match, text):
            yield match.span()


def _is_home(match: re.Match[str], text: str) -> bool:
    near = around(text, *match.span(), before=_REACH, after=_REACH)
    return bool(_HOME.search(near)) or not _VENUE.search(near)
