"""Each element of a card as Block Kit blocks."""

from collections.abc import Iterator
from functools import singledispatch

from adapters.fitting import grouped, safe_link, shorten
from adapters.slack.action_ids import LINK_ACTION, action_id
from adapters.slack.rendering.runs import as_markup, plain_exactly, section, small_print
from adapters.slack.rendering.text import BUTTON_LINK, Json, escape, escaped_length, plain, weigh
from bot.cards import (
    Actions,
    Bullets,
    Button,
    Chart,
    Divider,
    Element,
    Facts,
    Heading,
    LinkButton,
    Paragraph,
    Quote,
    Text,
)

BLOCK_LENGTH = 2900
"""Characters in a block of words; Slack takes 3,000."""
SMALL_LENGTH = 1900
FIELD_LENGTH = 1900
HEADER_LENGTH = 150
FIELDS = 10
BUTTONS = 25
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
ACTIONS_WEIGHT = 6000
CONFIRM_TEXT = 300


@singledispatch
def blocks(element: Element) -> Iterator[Json]:
    """Return the element's blocks, each within Slack's limits."""
    raise TypeError(f"no such element: {type(element).__name__}")


@blocks.register
def _heading(element: Heading) -> Iterator[Json]:
    text = element.text.strip()
    if 0 < len(text) <= HEADER_LENGTH:
        yield {"type": "header", "text": plain(text, HEADER_LENGTH)}
    else:
        yield from _paragraph(Paragraph((Text(text, strong=True),)))


@blocks.register
def _paragraph(element: Paragraph) -> Iterator[Json]:
    if element.quiet:
        return small_print(element.runs, SMALL_LENGTH)
    return section(element.runs, BLOCK_LENGTH)


@blocks.register
def _quote(element: Quote) -> Iterator[Json]:
    if element.text:
        yield from section(element.quoted, BLOCK_LENGTH)
    if element.source:
        yield from small_print((Text(f"— {element.source}"),), SMALL_LENGTH)


@blocks.register
def _bullets(element: Bullets) -> Iterator[Json]:
    runs = [run for item in element.items for run in (Text("• "), *item, Text("\n"))]
    return section(runs[:-1], BLOCK_LENGTH)


@blocks.register
def _facts(element: Facts) -> Iterator[Json]:
    short: list[Json] = []
    for name, value in element.pairs:
        field = _field(name, value)
        if len(field["text"]) <= FIELD_LENGTH:
            short.append(field)
            continue
        yield from _fields(short)
        short = []
        yield from section((Text(name, strong=True), Text("\n" + value)), BLOCK_LENGTH)
    yield from _fields(short)


def _field(name: str, value: str) -> Json:
    runs = (Text(name.strip(), strong=bool(name.strip())), Text("\n" + (value or "-")))
    markup = as_markup(runs)
    if markup is None:
        return plain_exactly("".join(run.text for run in runs))
    return {"type": "mrkdwn", "text": markup, "verbatim": True}


def _fields(fields: list[Json]) -> Iterator[Json]:
    for group in grouped(fields, FIELDS, BLOCK_LENGTH, weigh):
        yield {"type": "section", "fields": group}


@blocks.register
def _divider(element: Divider) -> Iterator[Json]:
    yield {"type": element.type}


@blocks.register
def _chart(element: Chart) -> Iterator[Json]:
    """Return what the picture shows, in words; the picture itself is a message of its own."""
    yield from _paragraph(Paragraph((Text(element.title, strong=True),)))
    yield from _paragraph(Paragraph((Text(element.alternative),)))


@blocks.register
def _actions(element: Actions) -> Iterator[Json]:
    buttons = [made for button in element.buttons if (made := _button(button)) is not None]
    for group in grouped(buttons, BUTTONS, ACTIONS_WEIGHT, weigh):
        yield {
            "type": "actions",
            "elements": [
                button | {"action_id": action_id(button["action_id"], number)}
                for number, button in enumerate(group)
            ],
        }


def _button(button: Button | LinkButton) -> Json | None:
    made: Json = {"type": "button", "text": plain(button.label, BUTTON_LABEL)}
    if isinstance(button, LinkButton):
        url = safe_link(button.url, BUTTON_LINK)
        return made | {"action_id": LINK_ACTION, "url": url} if url else None
    if len(button.value) > BUTTON_VALUE:
        raise ValueError(f"the value of the button {button.action!r} is too long for Slack")
    made["action_id"] = button.action
    if button.value:
        made["value"] = button.value
    if button.style != "default":
        made["style"] = button.style
    if button.confirm:
        made["confirm"] = _confirm(button)
    return made


def _confirm(button: Button) -> Json:
    return {
        "title": plain("Are you sure?", 100),
        "text": plain(button.confirm, CONFIRM_TEXT),
        "confirm": plain(button.label, 30),
        "deny": plain("Cancel", 30),
    }


def top_text(text: str, most: int) -> str:
    """Return the words that a screen reader or a notification says, escaped, within `most`."""
    return escape(shorten(text.strip(), most, escaped_length)) or "Message from Common Thread"
