"""The day that words such as "2026-08" or "last month" begin with. Pure."""

import re
from collections.abc import Callable
from datetime import date, timedelta

EXAMPLES = "2026-08, 14 August 2026, August, last month, 3 weeks ago"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}


def first_day(words: str, today: date) -> date | None:
    """Return the first day meant, as seen from today; None when the words tell none."""
    said = " ".join(words.lower().replace(",", " ").split())
    for pattern, meaning in _FORMS:
        found = re.fullmatch(pattern, said)
        if found:
            try:
                return meaning(found, today)
            except (ValueError, OverflowError):  # there is no such day
                return None
    return None


def _iso(found: re.Match[str], today: date) -> date:
    return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))


def _british(found: re.Match[str], today: date) -> date:
    return date(int(found[3]), int(found[2]), int(found[1]))


def _named(found: re.Match[str], today: date) -> date:
    """A month by its name; without a year, the last one that has begun."""
    day, month = int(found[1] or 1), _MONTHS.index(found[2][:3]) + 1
    if found[3]:
        return date(int(found[3]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _begun(found: re.Match[str], today: date) -> date:
    """This or last week, month, quarter or year, from its first day."""
    back = found[1] == "last"
    if found[2] == "week":
        return today - timedelta(days=today.weekday() + 7 * back)
    if found[2] == "month":
        return _months_before(today.replace(day=1), 1 * back)
    return date(today.year - back, 1, 1)


def _ago(found: re.Match[str], today: date) -> date:
    number = _NUMBERS[found[1]] if found[1] in _NUMBERS else int(found[1])
    match found[2]:
        case "day":
            return today - timedelta(days=number)
        case "week":
            return today - timedelta(weeks=number)
        case "month":
            return _months_before(today, number)
    return _months_before(today, 12 * number)


def _months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last day that month has."""
    count = day.year * 12 + day.month - 1 - months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


_MONTH = rf"((?:{'|'.join(_MONTHS)})[a-z]*)"
_NUMBER = rf"(\d{{1,4}}|{'|'.join(_NUMBERS)})"
_FORMS: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
    (r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", _iso),
    (r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", _british),
    (rf"(?:(\d{{1,2}}) )?{_MONTH}(?: (\d{{4}}))?", _named),
    (r"(this|last) (week|month|year)", _begun),
    (rf"(?:last )?{_NUMBER} (day|week|month|year)s?(?: ago)?", _ago),
    (r"today", lambda found, today: today),
    (r"yesterday", lambda found, today: today - timedelta(days=1)),
)
