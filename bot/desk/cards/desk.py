"""The desk as a facilitator sees it: a view and what its sections hold in, a card out."""

from collections.abc import Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Divider,
    Element,
    Heading,
    LinkButton,
    Paragraph,
    Text,
    words,
)
from bot.desk.content import Item, SectionContent
from bot.desk.view import View
from bot.questions.measures.cards import measures_button
from bot.words import listed

OPEN, PUT_OFF, WRITE = "desk_open", "desk_put_off", "desk_write"
ANSWERED, NOT_NEEDED = "desk_answered", "desk_not_needed"
DAY, WEEK = "day", "week"
MOST = 5
"""Items that a section shows on the whole desk."""
MOST_IN_ALL = 7
"""Items on the whole desk: with more it would not be one message, which a button can change."""
MOST_AT_HOME = 14
"""The same where it stands on a page: more would be a list, not a desk."""
PAGE = 8
NOTHING = "Nothing waits for you. Thank you for keeping this going."
WHAT_COMES = (
    "Questions without an answer, quiet hubs, introductions to make, themes on the rise, lessons to"
    " check, summaries to approve, replies to release and what waits for the department will stand"
    " here."
)


def desk_card(
    name: str,
    view: View,
    sections: Sequence[SectionContent],
    *,
    others: Sequence[tuple[int, str]] = (),
    note: str = "",
) -> Card:
    """Show a community's whole desk; of each section some items.

    `others` are the caller's other desks (community id, name); `note` says what was just done.
    """
    title = f"Your desk: {name}"
    elements: list[Element] = [words(note, strong=True)] if note else []
    places = MOST_AT_HOME if view.home else MOST_IN_ALL
    shown = _shares([len(section.items) for section in sections], places)
    for section, most in zip(sections, shown, strict=True):
        if section.items:
            elements += _section(section, section.items[:most], view)
    elements += _rest(sections)
    further = (measures_button(view.community_id), *(_other_desk(*one, view) for one in others))
    elements += [Divider(), Actions(further)]
    return Card(text=_spoken(title, sections, note), title=title, elements=tuple(elements))


def section_card(name: str, view: View, section: SectionContent, *, note: str = "") -> Card:
    """Show one section of a community's desk, page by page."""
    pages = max(1, -(-len(section.items) // PAGE))
    page = min(view.page, pages - 1)
    items = section.items[page * PAGE : (page + 1) * PAGE]
    elements: list[Element] = [words(note, strong=True)] if note else []
    elements += [element for item in items for element in _item(item, view)]
    if not items:
        elements.append(words(f"{_sentence([section.nothing])}"))
    elements += [Divider(), Actions(_paging(view, section.name, page, pages))]
    title = f"{section.title} ({len(section.items)})"
    return Card(text=f"{title}: {name}. {note}".strip(), title=title, elements=tuple(elements))


def _shares(waiting: Sequence[int], places: int) -> list[int]:
    """Share the desk's places out in turn, so that every section that has items shows some."""
    shares = [0] * len(waiting)
    for most in range(1, MOST + 1):
        for number, items in enumerate(waiting):
            if sum(shares) < places:
                shares[number] = min(items, most)
    return shares


def _section(section: SectionContent, items: Sequence[Item], view: View) -> list[Element]:
    elements: list[Element] = [Heading(f"{section.title} ({len(section.items)})")]
    for item in items:
        elements += _item(item, view)
    more = len(section.items) - len(items)
    if more:
        alone = View(community_id=view.community_id, section=section.name, home=view.home)
        elements.append(Actions((Button(f"And {more} more", OPEN, alone.value()),)))
    return elements


def _item(item: Item, view: View) -> list[Element]:
    drawn = (Text(item.drawn), Text(" ")) if item.drawn else ()
    told = Paragraph((Text(item.lead, strong=True), Text("\n"), *drawn, Text(item.facts)))
    opened = view.item == item.key
    return [told, Actions(_further(item, view) if opened else _buttons(item, view))]


def _buttons(item: Item, view: View) -> tuple[Button | LinkButton, ...]:
    """Return what can be done at once, and the way to the rest."""
    own = view.opened(item.key).value()
    write = (Button("Write to them", WRITE, own, opens_form=True),) if item.writes else ()
    label = "Close or put off" if item.closes else "Put off"
    return (*item.buttons, *write, Button(label, OPEN, own))


def _further(item: Item, view: View) -> tuple[Button, ...]:
    own = view.opened(item.key).value()
    close = (
        Button("Mark answered", ANSWERED, own),
        Button("No longer needed", NOT_NEEDED, own),
    )
    return (
        *(close if item.closes else ()),
        Button("Put off 1 working day", PUT_OFF, f"{DAY} {own}"),
        Button("Put off 1 week", PUT_OFF, f"{WEEK} {own}"),
        Button("Back", OPEN, view.opened("").value()),
    )


def _rest(sections: Sequence[SectionContent]) -> list[Element]:
    """Say in half a line each what does not wait."""
    none = [section.nothing for section in sections if not section.items]
    if len(none) == len(sections):
        return [words(NOTHING), words(WHAT_COMES, quiet=True)]
    return [words(_sentence(none), quiet=True)] if none else []


def _sentence(parts: Sequence[str]) -> str:
    said = listed(parts)
    return f"{said[:1].upper()}{said[1:]}."


def _other_desk(community_id: int, name: str, view: View) -> Button:
    other = View(community_id=community_id, home=view.home)
    return Button(f"Desk of {name}", OPEN, other.value())


def _paging(view: View, section: str, page: int, pages: int) -> tuple[Button, ...]:
    def turn_to(number: int) -> str:
        return View(
            community_id=view.community_id, section=section, page=number, home=view.home
        ).value()

    whole = View(community_id=view.community_id, home=view.home)
    back = (Button("Previous", OPEN, turn_to(page - 1)),) if page > 0 else ()
    on = (Button("Next", OPEN, turn_to(page + 1)),) if page + 1 < pages else ()
    return (*back, *on, Button("Back to the whole desk", OPEN, whole.value()))


def _spoken(title: str, sections: Sequence[SectionContent], note: str) -> str:
    waiting = [f"{one.title}: {len(one.items)}" for one in sections if one.items]
    told = ". ".join(waiting) if waiting else NOTHING.rstrip(".")
    return " ".join(filter(None, [note, f"{title}.", f"{told}."]))
