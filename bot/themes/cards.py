"""What people see of themes: the list, one theme opened. Pure.

Members see exact numbers and messages. Outsiders (officials) see themes of three or more hubs
only, counts in bands, and no messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.cards import (
    Actions,
    Bar,
    Button,
    Card,
    Chart,
    Divider,
    Element,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Text,
    words,
)
from bot.lessons.resources.cards import Shared, resource_elements
from bot.lessons.using import about_button
from bot.lessons.wording import LEARNED_FROM
from bot.themes.lines import headline, hubs_words, shown_hubs, trend_words, weeks_line
from bot.themes.numbers import ThemeNumbers
from bot.themes.trend import WEEK
from bot.words import BAND_LEAST, count, day, shorten

PAGE = 8
WORDS_SHOWN = 400
LESSONS_SHOWN = 5
TOO_LITTLE = "There is too little to group yet."
TOO_LITTLE_WHY = (
    "A theme appears when the same issue comes up in several conversations. Keep talking, and use"
    " /challenge to share what is in your way."
)
NONE_FOR_OUTSIDERS = "No theme has been raised by 3 or more hubs yet, so there is none to show."


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a theme, as its reader may see it."""

    text: str
    source: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson in a theme; `hub` only when it may be named, its id only for who may open it."""

    recommendation: str
    worked: bool
    hub: str = ""
    lesson_id: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """A theme and what its reader may see in it.

    `example` stands for a description that is somebody's own words. `replied` shows what the
    department replied, `further` what the reader can do towards it. `undo`: merges to take back, as
    id and label.
    """

    theme_id: int
    label: str
    description: str
    example: str = ""
    numbers: ThemeNumbers | None
    fellow: bool
    curates: bool = False
    pinned: bool = False
    note: str = ""
    past: str = ""
    said: tuple[Said, ...] = ()
    learned: tuple[Learned, ...] = ()
    shared: tuple[Shared, ...] = ()
    replied: tuple[Element, ...] = ()
    further: tuple[Button, ...] = ()
    undo: tuple[tuple[int, str], ...] = ()


def visible(numbers: Sequence[ThemeNumbers], fellow: bool) -> list[ThemeNumbers]:
    """Return the themes that a reader may know of."""
    return [one for one in numbers if fellow or len(one.hubs) >= BAND_LEAST]


def list_card(
    name: str,
    numbers: Sequence[ThemeNumbers],
    *,
    pinned: frozenset[int],
    fellow: bool,
    page: int,
    zone: ZoneInfo,
    more: Sequence[Element] = (),
) -> Card:
    """Show a page of a community's themes; `numbers` are all that the reader may know of.

    `more` is what else the reader may do here.
    """
    if not numbers:
        return _none(fellow)
    ordered = sorted(numbers, key=lambda one: one.theme_id not in pinned)
    page = min(max(page, 0), (len(ordered) - 1) // PAGE)
    elements: list[Element] = []
    for one in ordered[page * PAGE : (page + 1) * PAGE]:
        elements += _line(one, one.theme_id in pinned, fellow, zone)
    paging = _paging(page, len(ordered))
    if paging:
        elements += [Divider(), Actions(paging)]
    elements += more
    title = f"Themes of {name}"
    top = ", ".join(one.label for one in ordered[:3])
    return Card(
        text=f"{title}: {count(len(ordered), 'theme')}, among them {top}.",
        title=title,
        elements=tuple(elements),
    )


def _none(fellow: bool) -> Card:
    if not fellow:
        return Card(text=NONE_FOR_OUTSIDERS, elements=(words(NONE_FOR_OUTSIDERS),))
    return Card(text=TOO_LITTLE, elements=(words(TOO_LITTLE), words(TOO_LITTLE_WHY, quiet=True)))


def _line(one: ThemeNumbers, pinned: bool, fellow: bool, zone: ZoneInfo) -> tuple[Element, ...]:
    facts = [hubs_words(len(one.hubs), fellow), trend_words(one.direction)]
    if fellow:
        facts.append(f"newest message {day(one.last_raised.astimezone(zone).date())}")
    if pinned:
        facts.append("pinned")
    return (
        headline(one.label, facts),
        weeks_line(one.weekly_hubs, fellow),
        Actions((Button("Open", "theme_open", str(one.theme_id)),)),
    )


def _paging(page: int, total: int) -> tuple[Button, ...]:
    buttons = []
    if page > 0:
        buttons.append(Button("Previous", "themes_page", str(page - 1)))
    if (page + 1) * PAGE < total:
        buttons.append(Button("More themes", "themes_page", str(page + 1)))
    return tuple(buttons)


def theme_card(opened: Opened, now: datetime, zone: ZoneInfo) -> Card:
    """Show one theme."""
    elements: list[Element] = [words(opened.note, quiet=True)] if opened.note else []
    if opened.description:
        elements.append(words(opened.description))
    if opened.example:
        elements.append(words(f"For example: “{shorten(opened.example, WORDS_SHOWN)}”"))
    text = f"{opened.label}. {opened.description}".strip()
    if opened.numbers is None:
        elements.append(words("No message stands in this theme now."))
    else:
        elements += _numbers(opened.numbers, opened.fellow, now, zone)
        raised = hubs_words(len(opened.numbers.hubs), opened.fellow)
        text = f"{text} Raised by {raised}, {trend_words(opened.numbers.direction)}."
    if opened.past:
        elements.append(words(opened.past, quiet=True))
    elements += said_elements(opened.said)
    elements += _learned(opened.learned)
    elements += resource_elements(opened.shared)
    elements += opened.replied
    if opened.further:
        elements += [Divider(), Actions(opened.further)]
    if opened.curates:
        elements += [Divider(), *_curating(opened)]
    return Card(text=text, title=opened.label, elements=tuple(elements))


def _numbers(one: ThemeNumbers, fellow: bool, now: datetime, zone: ZoneInfo) -> tuple[Element, ...]:
    pairs = [
        ("Raised by", hubs_words(len(one.hubs), fellow)),
        ("Trend", trend_words(one.direction)),
    ]
    if fellow:
        pairs.append(("Messages", str(one.messages)))
    ends = [(now - WEEK * back).astimezone(zone).date() for back in range(len(one.weekly))]
    return (Facts(tuple(pairs)), weekly_chart(one.weekly_hubs, ends[::-1], fellow))


def weekly_chart(hubs: Sequence[int], ends: Sequence[date], fellow: bool) -> Chart:
    """Draw the hubs of each week, given with the weeks' last days, the newest last.

    To outsiders a week of fewer than three hubs looks like a week of none.
    """
    bars = []
    for number, end in zip(hubs, ends, strict=True):
        said = hubs_words(number, fellow)
        shown = float(shown_hubs(number, fellow))
        bars.append(Bar(f"{end.day} {end:%b}", shown, said))
    told = "; ".join(
        f"week to {day(end)}, {bar.words}" for bar, end in zip(bars, ends, strict=True)
    )
    return Chart("Hubs that raised it each week", tuple(bars), f"Hubs each week: {told}.")


def said_elements(said: Sequence[Said]) -> list[Element]:
    """Show what people said, if there is any."""
    if not said:
        return []
    elements: list[Element] = [Heading("What people said")]
    for one in said:
        elements.append(Quote(shorten(one.text, WORDS_SHOWN), source=one.source))
        if one.link:
            elements.append(Paragraph((Text("Open the conversation", link=one.link),), quiet=True))
    return elements


def _learned(learned: Sequence[Learned]) -> list[Element]:
    if not learned:
        return []
    elements: list[Element] = [Heading("Lessons")]
    for one in learned[:LESSONS_SHOWN]:
        hub = f" Told by {one.hub}." if one.hub else ""
        told = Text(f" {LEARNED_FROM[one.worked]}{hub}")
        elements.append(Paragraph((Text(one.recommendation, strong=True), told)))
        if one.lesson_id:
            elements.append(Actions((about_button(one.lesson_id),)))
    if len(learned) > LESSONS_SHOWN:
        more = count(len(learned) - LESSONS_SHOWN, "more lesson")
        elements.append(words(f"{more}. Use /find to see them.", quiet=True))
    return elements


def _curating(opened: Opened) -> tuple[Element, ...]:
    value = str(opened.theme_id)
    pin = Button("Unpin" if opened.pinned else "Pin", "theme_pin", f"{value} {_other(opened)}")
    undo = tuple(
        Button(f"Undo merge of “{shorten(label, 40)}”", "theme_unmerge", str(theme_id))
        for theme_id, label in opened.undo
    )
    return (
        Actions(
            (
                Button("Rename", "theme_rename", value, opens_form=True),
                Button("Merge into…", "theme_merge", value, opens_form=True),
                Button("Move messages", "theme_move", value, opens_form=True),
                pin,
                *undo,
            )
        ),
    )


def _other(opened: Opened) -> str:
    """Say in the button what it is to become, so that a second press changes nothing."""
    return "off" if opened.pinned else "on"
