"""Slack's rules for blocks and views, apart from the renderer's, and what people read in them."""

import html
import re
from typing import Any

Json = dict[str, Any]

MOST_CHARACTERS = 13_200
_LINK = re.compile(r"<((?:https?://|mailto:)[^<>|\s]+)(?:\|([^<>]*))?>")


class Breach(Exception):
    """Slack refuses it; the message is Slack's name for why."""


def need(condition: object, error: str = "invalid_blocks") -> None:
    if not condition:
        raise Breach(error)


def check_message(text: str, blocks: list[Json]) -> None:
    need(text.strip() or blocks, "no_text")
    need(text.strip(), "no_text_for_screen_readers")
    need(len(text) <= 4_000, "msg_too_long")
    _no_markup(text)
    check_blocks(blocks, 50)
    need(_characters(blocks) <= MOST_CHARACTERS, "msg_blocks_too_long")


def check_view(view: Json) -> None:
    need(len(view.get("private_metadata", "")) <= 3_000, "invalid_arguments")
    check_blocks(view["blocks"], 100)
    if view["type"] == "home":
        return
    need(view["type"] == "modal", "invalid_arguments")
    for name in ("title", "submit", "close"):
        if name in view:
            _plain(view[name], 24)
    has_inputs = any(block["type"] == "input" for block in view["blocks"])
    need("title" in view and ("submit" in view or not has_inputs), "invalid_arguments")
    need(not has_inputs or 0 < len(view.get("callback_id", "")) <= 255, "invalid_arguments")


def check_blocks(blocks: list[Json], most: int) -> None:
    need(len(blocks) <= most)
    identities = [block["block_id"] for block in blocks if "block_id" in block]
    need(len(set(identities)) == len(identities))
    for block in blocks:
        _CHECKS[block["type"]](block)


def _section(block: Json) -> None:
    need("text" in block or "fields" in block)
    if "text" in block:
        _any_text(block["text"], 3_000)
    need(1 <= len(block.get("fields", [0])) <= 10)
    for field in block.get("fields", ()):
        _any_text(field, 2_000)


def _header(block: Json) -> None:
    _plain(block["text"], 150)


def _context(block: Json) -> None:
    need(1 <= len(block["elements"]) <= 10)
    for element in block["elements"]:
        _any_text(element, 2_000)


def _actions(block: Json) -> None:
    need(1 <= len(block["elements"]) <= 25)
    identities = [element["action_id"] for element in block["elements"]]
    need(len(set(identities)) == len(identities))
    for element in block["elements"]:
        _button(element)


def _button(element: Json) -> None:
    need(element["type"] == "button")
    _plain(element["text"], 75)
    need(0 < len(element["action_id"]) <= 255)
    need(1 <= len(element.get("value", "-")) <= 2_000)
    need(len(element.get("url", "")) <= 3_000)
    need(element.get("style", "primary") in ("primary", "danger"))
    if confirm := element.get("confirm"):
        _plain(confirm["title"], 100)
        _any_text(confirm["text"], 300)
        _plain(confirm["confirm"], 30)
        _plain(confirm["deny"], 30)


def _rich_text(block: Json) -> None:
    need(block["elements"])
    for element in block["elements"]:
        need(element["type"] in ("rich_text_section", "rich_text_quote", "rich_text_list"))
        need(element["elements"])
        is_list = element["type"] == "rich_text_list"
        for section in element["elements"] if is_list else [element]:
            need(section["elements"])
            for run in section["elements"]:
                need(run["type"] in ("text", "link") and run["text"])
                need(run["type"] == "text" or run["url"].startswith(("http", "mailto:")))
                need(run.get("style", {"bold": True}) == {"bold": True})
    need(_characters(block) <= 3_000)


def _input(block: Json) -> None:
    _plain(block["label"], 2_000)
    if "hint" in block:
        _plain(block["hint"], 2_000)
    need(0 < len(block.get("block_id", "-")) <= 255)
    element = block["element"]
    kind = element["type"]
    if kind == "plain_text_input":
        need(1 <= element.get("max_length", 3_000) <= 3_000)
        need(len(element.get("initial_value", "")) <= element.get("max_length", 3_000))
        return
    most = {"radio_buttons": 10, "checkboxes": 10, "static_select": 100, "multi_static_select": 100}
    groups = element.get("option_groups")
    lists = [group["options"] for group in groups] if groups else [element["options"]]
    need(len(lists) <= 100)
    for options in lists:
        need(1 <= len(options) <= most[kind])
    every = [option for options in lists for option in options]
    for option in every:
        _plain(option["text"], 75)
        need(0 < len(option["value"]) <= 150)
        if "description" in option:
            _plain(option["description"], 75)
    chosen = element.get("initial_options") or [element.get("initial_option") or every[0]]
    need(all(option in every for option in chosen))


_CHECKS = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "rich_text": _rich_text,
    "input": _input,
    "divider": lambda block: None,
}


def _plain(text: Json, most: int) -> None:
    need(text["type"] == "plain_text" and 0 < len(text["text"]) <= most)


def _any_text(text: Json, most: int) -> None:
    need(text["type"] in ("plain_text", "mrkdwn") and 0 < len(text["text"]) <= most)
    if text["type"] == "mrkdwn":
        _no_markup(_LINK.sub("", text["text"]))


def _no_markup(text: str) -> None:
    """Refuse what would be read as a mention or a link that nobody meant."""
    need(not re.search(r"[<>]|&(?!amp;|lt;|gt;)", text), "unescaped_markup")


def _characters(value: object) -> int:
    if isinstance(value, dict):
        return sum(
            len(str(inner)) if name in ("text", "url", "value") and isinstance(inner, str) else 0
            for name, inner in value.items()
        ) + sum(_characters(inner) for inner in value.values())
    return sum(_characters(inner) for inner in value) if isinstance(value, list) else 0


def words_in(value: object) -> str:
    """Return the words that people read in blocks, as they read them."""
    if isinstance(value, list):
        return "\n".join(filter(None, (words_in(each) for each in value)))
    if not isinstance(value, dict):
        return ""
    kind = value.get("type", "")
    if kind == "mrkdwn":
        shown = _LINK.sub(lambda match: match[2] or match[1], value["text"])
        return html.unescape(shown.replace("*", ""))
    if kind in ("text", "link", "plain_text"):
        return str(value["text"])
    if kind in ("rich_text_section", "rich_text_quote"):
        return "".join(words_in(each) for each in value["elements"])
    return words_in([value[name] for name in ("text", "fields", "elements") if name in value])
