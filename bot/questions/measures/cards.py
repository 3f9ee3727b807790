"""What facilitators see of how asking is going. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from bot.cards import Bar, Button, Card, Chart, Facts, Heading, words
from bot.questions.measures.months import Month
from bot.words import count

MEASURES = "measures"
ENOUGH = 10
"""Of fewer questions a share or a median says little: one more would change it much."""
TOO_FEW = "too few to tell"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HOW = (
    "A question counts as answered when somebody else replied to it; it is confirmed when the"
    " person who asked, or a facilitator, said that it is answered. Cross-posts count once, deleted"
    " questions not at all. The time to the first answer is the middle one (the median) of the"
    " questions that had a reply; working time leaves out nights, weekends and bank holidays. A"
    " saved asking is an answer that somebody found with /ask before asking. Fewer than"
    f" {ENOUGH} questions in a month are too few to tell a good month from a bad one."
)


def measures_button(community_id: int) -> Button:
    """Return the button by which a facilitator sees how asking is going."""
    return Button("How asking is going", MEASURES, str(community_id))


def measures_card(community: str, months: Sequence[Month], a_day: timedelta) -> Card:
    """Show the months, given with the newest last; `a_day` is how long a day's work is."""
    title = f"How asking is going: {community}"
    months, newest = _from_the_first(months), months[-1]
    return Card(
        text=f"{title}. {_name(newest)}: {_told(newest, a_day)}",
        title=title,
        elements=(
            _chart(months),
            Heading("Month by month"),
            Facts(tuple((_name(month), _told(month, a_day)) for month in reversed(months))),
            words(HOW, quiet=True),
        ),
    )


def _from_the_first(months: Sequence[Month]) -> Sequence[Month]:
    """Return the months from the first in which anything was asked; the newest in any case."""
    empty = takewhile(lambda month: not (month.asked or month.saved or month.imported), months)
    return months[min(len(list(empty)), len(months) - 1) :]


def _chart(months: Sequence[Month]) -> Chart:
    bars = tuple(Bar(_name(month), _percent(month), _answered(month)) for month in months)
    told = "; ".join(f"{bar.label}, {bar.words}" for bar in bars)
    return Chart(
        title="Questions answered, by the month they were asked",
        bars=bars,
        alternative=f"Bar chart of the share of questions answered. {told}.",
    )


def _name(month: Month) -> str:
    return f"{month.first_day:%B %Y}{' so far' if month.so_far else ''}"


def _percent(month: Month) -> float:
    return 100 * month.answered / month.asked if month.asked else 0.0


def _answered(month: Month) -> str:
    if not month.asked:
        return "none asked"
    return f"{_share(month.answered, month.asked)}{_doubt(month.asked)}"


def _told(month: Month, a_day: timedelta) -> str:
    parts = [_questions(month), _first_answer(month, a_day)]
    if month.saved:
        parts.append(f"{count(month.saved, 'saved asking')}.")
    if month.imported:
        parts.append(f"{count(month.imported, 'imported question')}, not counted here.")
    return " ".join(part for part in parts if part)


def _questions(month: Month) -> str:
    if not month.asked:
        return "No questions."
    return (
        f"{_share(month.answered, month.asked)} questions answered,"
        f" {month.confirmed} of them confirmed{_doubt(month.asked)}."
    )


def _first_answer(month: Month, a_day: timedelta) -> str:
    if month.at_work is None or month.by_clock is None:
        return ""
    worked, passed = work_words(month.at_work, a_day), clock_words(month.by_clock)
    return f"First answer after {worked}, {passed} by the clock{_doubt(month.timed)}."


def _share(part: int, whole: int) -> str:
    said = f"{part} of {whole}"
    return said if whole < ENOUGH else f"{said} ({100 * part / whole:.0f}%)"


def _doubt(number: int) -> str:
    return f" ({TOO_FEW})" if number < ENOUGH else ""


def clock_words(passed: timedelta) -> str:
    """Return a time in words, as a clock counts it."""
    if passed < HOUR:
        return "less than an hour"
    if passed < 2 * DAY:
        return count(round(passed / HOUR), "hour")
    return count(round(passed / DAY), "day")


def work_words(worked: timedelta, a_day: timedelta) -> str:
    """Return a time at work in words; `a_day` is how long a day's work is."""
    if worked < HOUR:
        return "less than a working hour"
    if worked < a_day:
        return count(round(worked / HOUR), "working hour")
    days = f"{worked / a_day:.1f}".removesuffix(".0")
    return f"{days} {'working day' if days == '1' else 'working days'}"
