"""Themes as they were in a week that is over. Pure; for members only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards import Actions, Button, Card, Divider, Element, Facts, Heading, words
from bot.themes.cards import PAGE, Said, said_elements, weekly_chart
from bot.themes.lines import headline, hubs_words, trend_words, weeks_line
from bot.themes.models import ThemeWeek
from bot.themes.trend import WEEK, Direction, Trend
from bot.words import count, day

GONE = "None of its messages is kept any more."


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekShown:
    """A page of a community's week, and the weeks before and after it that were kept."""

    community_id: int
    name: str
    week: date
    themes: Sequence[ThemeWeek]
    page: int
    before: date | None
    after: date | None


def week_value(community_id: int, week: date, page: int = 0) -> str:
    """Return what a button that shows a week carries."""
    return f"{community_id} {week.isoformat()} {page}"


def direction_then(row: ThemeWeek) -> Direction:
    """Return which way a theme was going."""
    return Direction(Trend(row.trend), row.trend_sure)


def week_card(shown: WeekShown, zone: ZoneInfo) -> Card:
    """Show the themes as they were in a week."""
    title = f"Themes of {shown.name} in the week of {day(shown.week)}"
    elements: list[Element] = [words("As they were then, with the names they had.", quiet=True)]
    page = min(max(shown.page, 0), max(len(shown.themes) - 1, 0) // PAGE)
    for row in shown.themes[page * PAGE : (page + 1) * PAGE]:
        newest = day(row.last_raised.astimezone(zone).date())
        facts = [hubs_words(row.hubs, True), trend_words(direction_then(row))]
        value = f"{row.theme_id} {row.week.isoformat()}"
        elements += [
            headline(row.label, [*facts, f"newest message {newest}"]),
            weeks_line(row.weekly_hubs, True),
            Actions((Button("Open", "theme_week_open", value),)),
        ]
    elements += [Divider(), Actions(_paging(shown, page))]
    top = ", ".join(row.label for row in shown.themes[:3])
    text = f"{title}: {count(len(shown.themes), 'theme')}, among them {top}."
    return Card(text=text, title=title, elements=tuple(elements))


def _paging(shown: WeekShown, page: int) -> tuple[Button, ...]:
    buttons = []
    if page > 0:
        value = week_value(shown.community_id, shown.week, page - 1)
        buttons.append(Button("Previous", "themes_week", value))
    if (page + 1) * PAGE < len(shown.themes):
        value = week_value(shown.community_id, shown.week, page + 1)
        buttons.append(Button("More themes", "themes_week", value))
    for label, week in (("Week before", shown.before), ("Week after", shown.after)):
        if week is not None:
            buttons.append(Button(label, "themes_week", week_value(shown.community_id, week)))
    return (*buttons, Button("Now", "themes_page", "0"))


def theme_then_card(row: ThemeWeek, note: str, said: Sequence[Said], zone: ZoneInfo) -> Card:
    """Show one theme as it was in a week."""
    week = day(row.week)
    ends = [(row.at - WEEK * back).astimezone(zone).date() for back in range(len(row.weekly_hubs))]
    facts = Facts(
        (
            ("Raised by", hubs_words(row.hubs, True)),
            ("Trend", trend_words(direction_then(row))),
            ("Messages", str(row.messages)),
            ("Conversations", str(len(row.members))),
        )
    )
    elements: list[Element] = [
        words(f"As it was in the week of {week}. {note}".strip(), quiet=True)
    ]
    elements += [facts, weekly_chart(row.weekly_hubs, ends[::-1], True)]
    elements += said_elements(said) if said else [Heading("What people said"), words(GONE)]
    value = str(row.theme_id)
    elements += [Divider(), Actions((Button("As it is now", "theme_open", value),))]
    raised = f"raised by {hubs_words(row.hubs, True)}, {trend_words(direction_then(row))}"
    text = f"{row.label} in the week of {week}: {raised}."
    return Card(text=text, title=row.label, elements=tuple(elements))
