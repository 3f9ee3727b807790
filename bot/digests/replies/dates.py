"""The day to come that somebody typed: "9 October 2026", "9/10/2026" or "2026-10-09". Pure."""

import re
from datetime import date, timedelta

EXAMPLE = "For example 9 October 2026"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED = rf"(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(_MONTHS)})[a-z]*(?: (\d{{4}}))?"
_BRITISH = r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})"
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_FURTHEST = timedelta(days=3 * 366)


class NotADay(ValueError):
    """The words tell no day, or one that can't be promised; the message says what to type."""


def coming_day(words: str, today: date) -> date:
    """Return the day meant, which is today or later. Without a year, the next such day.

    Raises NotADay.
    """
    day = _read(" ".join(words.lower().replace(",", " ").split()), today)
    if day is None:
        raise NotADay(f"Enter a day. {EXAMPLE}.")
    if day < today:
        raise NotADay("That day has passed. Enter a day to come.")
    if day - today > _FURTHEST:
        raise NotADay("That is more than 3 years away. Enter an earlier day.")
    return day


def _read(said: str, today: date) -> date | None:
    try:
        if found := re.fullmatch(_ISO, said):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := re.fullmatch(_BRITISH, said):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := re.fullmatch(_NAMED, said):
            return _named(found, today)
    except ValueError:  # there is no such day
        return None
    return None


def _named(found: re.Match[str], today: date) -> date:
    day, month = int(found[1]), _MONTHS.index(found[2]) + 1
    if found[3]:
        return date(int(found[3]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)
