"""Each element of a card as Block Kit blocks.

Words go into rich text or plain text, where Slack reads no markup at all, so that what a person
wrote is shown as they wrote it; only names and values side by side and linked small print need
Slack's markup, and there words are escaped.
"""

from collections.abc import Iterable, Iterator
from functools import singledispatch

from adapters.slack.action_ids import LINK_ACTION, action_id
from adapters.slack.rendering.text import (
    Json,
    escape,
    escaped_length,
    grouped,
    plain,
    safe_link,
    shorten,
    split,
)
from adapters.slack.rendering.text import weigh as _weigh
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
BULLETS = 50
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
        yield from _small(element.runs)
        return
    for runs in _lines(element.runs):
        yield _rich({"type": "rich_text_section", "elements": [_run(run) for run in runs]})


@blocks.register
def _quote(element: Quote) -> Iterator[Json]:
    for piece in split(element.text, BLOCK_LENGTH):
        yield _rich({"type": "rich_text_quote", "elements": [_run(Text(piece))]})
    if element.source:
        yield from _small((Text(f"— {element.source}"),))


@blocks.register
def _bullets(element: Bullets) -> Iterator[Json]:
    lines = [runs for item in element.items for runs in _lines(item)]
    sections = [
        {"type": "rich_text_section", "elements": [_run(run) for run in runs]} for runs in lines
    ]
    for group in grouped(sections, BULLETS, BLOCK_LENGTH, _weigh):
        yield _rich({"type": "rich_text_list", "style": "bullet", "elements": group})


@blocks.register
def _facts(element: Facts) -> Iterator[Json]:
    short: list[Json] = []
    for name, value in element.pairs:
        text = f"*{escape(name)}*\n{escape(value) or '-'}"
        if len(text) <= FIELD_LENGTH:
            short.append({"type": "mrkdwn", "text": text, "verbatim": True})
            continue
        yield from _fields(short)
        short = []
        yield from _paragraph(Paragraph((Text(name, strong=True), Text("\n" + value))))
    yield from _fields(short)


def _fields(fields: list[Json]) -> Iterator[Json]:
    for group in grouped(fields, FIELDS, BLOCK_LENGTH, _weigh):
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
    for group in grouped(buttons, BUTTONS, ACTIONS_WEIGHT, _weigh):
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
        url = safe_link(button.url)
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


def _rich(element: Json) -> Json:
    return {"type": "rich_text", "elements": [element]}


def _run(run: Text) -> Json:
    style = {"style": {"bold": True}} if run.strong else {}
    if url := safe_link(run.link):
        return {"type": "link", "url": url, "text": run.text, **style}
    return {"type": "text", "text": run.text, **style}


def _lines(runs: Iterable[Text]) -> Iterator[list[Text]]:
    """Cut runs in pieces and gather them so that each gathering fits one block."""
    pieces = (
        Text(piece, run.strong, run.link)
        for run in runs
        for piece in split(run.text, BLOCK_LENGTH // 2)
    )
    return grouped(pieces, BULLETS, BLOCK_LENGTH, lambda run: len(run.text))


def _small(runs: tuple[Text, ...]) -> Iterator[Json]:
    if any(run.strong or safe_link(run.link) for run in runs):
        pieces = (
            _markup(Text(piece, run.strong, run.link))
            for run in runs
            for piece in split(run.text, SMALL_LENGTH // 2, escaped_length)
        )
        for group in grouped(pieces, BULLETS, SMALL_LENGTH, len):
            text: Json = {"type": "mrkdwn", "text": "".join(group), "verbatim": True}
            yield {"type": "context", "elements": [text]}
    else:
        for piece in split("".join(run.text for run in runs), SMALL_LENGTH):
            yield {"type": "context", "elements": [plain(piece, SMALL_LENGTH)]}


def _markup(run: Text) -> str:
    words = escape(run.text)
    if url := safe_link(run.link):
        address = escape(url).replace("&gt;", "%3E").replace("&lt;", "%3C").replace("|", "%7C")
        return f"<{address}|{words}>"
    # Slack has no way to write an asterisk inside strong words.
    return f"*{words}*" if run.strong and words.strip() and "*" not in words else words


def top_text(text: str, most: int) -> str:
    """Return the words that a screen reader or a notification says, escaped, within `most`."""
    return escape(shorten(text.strip(), most, escaped_length)) or "Message from Common Thread"
