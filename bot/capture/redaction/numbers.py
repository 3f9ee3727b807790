"""Finds numbers that lead to one person: NHS, National Insurance, case and bank numbers."""

import re
from collections.abc import Iterator

from bot.capture.redaction.shield import around
from bot.capture.redaction.wordlist import listed

_GAP = r"[\s.\-‐‑–]?"

_INSURANCE = re.compile(r"\b[A-Z]{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[A-D]\b|\b[a-z]{2}\d{6}[a-d]\b")

_TEN_DIGITS = re.compile(rf"(?<![\w£$€+/.\-])[1-9](?:{_GAP}\d){{9}}(?![\w/]|[.\-]\d)")
_AS_PRINTED = re.compile(rf"\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}")
_NHS_WORDS = re.compile(r"\b(?:NHS|GIG)\b", re.IGNORECASE)

_BANK = re.compile(
    r"\b[A-Z]{2}\d{2}[ ]?[A-Z]{4}[ ]?(?:\d{4}[ ]?){3}\d{2}\b"  # IBAN
    r"|\bsort[ ]?code\W{0,4}(?:is[ ])?(?P<sort>\d{2}[ \-–]?\d{2}[ \-–]?\d{2})(?!\d)"
    r"|(?<![\w\-/.])\d{2}([ \-–])\d{2}\2\d{2}[ ,;/|]{1,3}"
    r"(?:(?:acc?(?:oun)?t?|a/c)[\w .:]{0,12})?\d{8}\b"
    r"|\b(?:account|acct?|a/c)\b[ .:#]{0,3}(?:(?:no|num|number|is|ending)\b[ .:#]{0,3}){0,2}"
    r"(?P<account>\d{8})\b",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w+\-/.])\d{4}([ \-]?)\d{4}\1\d{4}\1\d{4}(?![\w\-/])")

_SYSTEMS = (
    r"LCS|EHM|EHCP|CCM|Mosaic|Liquid[ ]?logic|ICS|Care[ ]?First|Care[ ]?Director|Azeus|Eclipse"
    r"|Charms|CHARMS|SSID|UPN|PNC|CRO"
)
_RECORDS = (
    r"case|child(?:'s)?|client|person|patient|record|file|placement|referral|household|carer(?:'s)?"
    r"|enquirer|applicant|family|court|pupil|hospital|crime|DBS|achos|cofnod"
)
_NAMED = re.compile(
    rf"\b(?:(?P<system>{_SYSTEMS})(?:[ ](?:record|person|case|child|client))?"
    r"(?:[ ]?(?i:ID|no|number|ref|reference|rhif)\b)?(?=\D{0,12}\d{5})"
    rf"|(?i:{_RECORDS})[ ](?i:ID|no|number|num|nos|ref|reference|record|rhif)\b)"
    r"[ ]?(?:is[ ])?[.:#\-/]{0,2}[ ]?"
    r"(?P<number>(?:[A-Z]{1,4}[\-/ ]?)?\d{4,13}(?:[/\-]\d{1,4})?)(?![\w%])"
)
_LETTERED = re.compile(r"(?<![\w\-/])(?P<prefix>[A-Z]{2,5})[\-/]\d{5,10}(?![\w\-]*\w)")
_NOT_PEOPLE = listed(
    """
    ISO BS EN IEC PAS WCAG CVE INC REQ RITM CHG TKT TASK PO INV PR GBP EUR USD ISBN LDS RFC
    """
)
_COURT = re.compile(r"(?<![\w\-])[A-Z]{2}[ ]?\d{2}[ ]?[A-Z][ ]?\d{5}(?![\w\-])")


def insurance_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield National Insurance numbers."""
    yield from (match.span() for match in _INSURANCE.finditer(text))


def nhs_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield ten digits that check, are from the test range or are said to be an NHS number."""
    for match in _TEN_DIGITS.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        good = digits.startswith("999") or _checks(digits)
        if (good and _AS_PRINTED.fullmatch(match[0])) or _said_nhs(text, match):
            yield match.span()


def _said_nhs(text: str, match: re.Match[str]) -> bool:
    return bool(_NHS_WORDS.search(around(text, *match.span(), before=60, after=20)))


def _checks(digits: str) -> bool:
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[9])


def bank_details(text: str) -> Iterator[tuple[int, int]]:
    """Yield sort codes, account numbers, international account numbers and payment cards."""
    spans = []
    for match in _BANK.finditer(text):
        group = match.lastgroup
        spans.append(match.span(group) if group else match.span())
    spans += [match.span() for match in _CARD.finditer(text)]
    yield from _apart(spans)


def case_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield references to a record about a person: case systems, courts, records with a number."""
    spans = [match.span() for match in _COURT.finditer(text)]
    spans += [_whole_reference(match) for match in _NAMED.finditer(text)]
    spans += [
        match.span() for match in _LETTERED.finditer(text) if match["prefix"] not in _NOT_PEOPLE
    ]
    yield from _apart(spans)


def _whole_reference(match: re.Match[str]) -> tuple[int, int]:
    """Return the number, with the system's name before it: together they are the reference."""
    return match.span() if match["system"] else match.span("number")


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= end:
            end = span[1]
            yield span
