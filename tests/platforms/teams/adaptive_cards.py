"""What Teams would say of an Adaptive Card, and the words that people would read on it."""

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

Json = dict[str, Any]

SCHEMA = Path(__file__).parent / "schemas" / "adaptive-card-1.5.json"
MOST_BYTES = 28 * 1024 * 2
"""Teams' 28 KB for a card, each character counted as two bytes."""
MARKDOWN = re.compile(r"[*_~`\\<>\[\]\n]|\{\{|&#?\w+;|^\s*([-+#]|\d+[.)])")


class Refused(Exception):
    """Teams would not take the card."""


@cache
def _validator() -> jsonschema.Draft6Validator:
    return jsonschema.Draft6Validator(json.loads(SCHEMA.read_text()))


def check_card(card: Json) -> None:
    """Raise Refused when the card breaks the schema or Teams' limits."""
    bare = copy.deepcopy(card)
    teams = bare.pop("msteams", {})  # Teams' own addition to the schema
    need(teams == {"width": "full"}, "not over the full width")
    error = jsonschema.exceptions.best_match(_validator().iter_errors(bare))
    need(error is None, f"not in the schema: {error.message if error else ''}")
    need(card["version"] == "1.5", "another version")
    need(all(card.get(name) for name in ("fallbackText", "speak", "lang")), "nothing to say")
    size = len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))
    need(size <= MOST_BYTES, f"too big: {size}")
    inputs = [each["id"] for each in every(card) if each.get("type", "").startswith("Input.")]
    need(len(inputs) == len(set(inputs)), "two inputs of one name")
    for each in every(card):
        need(len(each.get("actions", ())) <= 6, "more buttons than Teams shows in a row")
        for text in read_as_markdown(each):
            need(not MARKDOWN.search(text), "words that Teams would read as markdown")


def need(condition: object, refusal: str) -> None:
    if not condition:
        raise Refused(refusal)


def every(value: object) -> Iterator[Json]:
    """Return each object within a card, in order."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from every(each)


def read_as_markdown(element: Json) -> list[str]:
    """Return the words of an element in which Teams reads markdown."""
    if element.get("type") == "TextBlock":
        return [element["text"]]
    if element.get("type") == "FactSet":
        return [words for fact in element["facts"] for words in (fact["title"], fact["value"])]
    if element.get("type") == "Input.ChoiceSet" and element.get("style") == "expanded":
        return [] if element.get("isMultiSelect") else [c["title"] for c in element["choices"]]
    return []


def words_in(card: Json) -> str:
    """Return the words that people read on the card, line by line."""
    return "\n".join(_lines(card))


def _lines(element: Json) -> Iterator[str]:
    kind = element["type"]
    if kind == "RichTextBlock":
        yield "".join(inline["text"] for inline in element["inlines"])
    elif kind == "TextBlock":
        yield element["text"]
    elif kind == "FactSet":
        yield from (f"{fact['title']}: {fact['value']}" for fact in element["facts"])
    elif kind.startswith("Input."):
        yield element["label"]
        yield from (choice["title"] for choice in element.get("choices", ()))
    elif kind.startswith("Action."):
        yield element["title"]
        yield from _lines(element["card"]) if "card" in element else ()
    for name in ("body", "items", "columns", "actions"):
        for inner in element.get(name, ()):
            yield from _lines(inner)
