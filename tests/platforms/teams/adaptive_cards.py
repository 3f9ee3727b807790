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
def _definitions() -> Json:
    found: Json = json.loads(SCHEMA.read_text())["definitions"]
    return found


@cache
def _whole() -> jsonschema.Draft6Validator:
    return jsonschema.Draft6Validator(json.loads(SCHEMA.read_text()))


@cache
def _alone(kind: str) -> jsonschema.Draft6Validator:
    """Return the check of one object, whatever stands in it: those are checked by themselves."""
    definitions = _definitions()
    shallow = {name: {} if name.startswith("Implem") else d for name, d in definitions.items()}
    return jsonschema.Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": shallow})


def check_whole(card: Json) -> None:
    """Raise Refused when the card as a whole breaks the schema. Slow: for a few cards only."""
    bare = {name: value for name, value in card.items() if name != "msteams"}
    need(_whole().is_valid(bare), "not in the schema")


def check_card(card: Json) -> None:
    """Raise Refused when the card breaks the schema or Teams' limits."""
    bare = copy.deepcopy(card)
    teams = bare.pop("msteams", {})  # Teams' own addition to the schema
    need(teams == {"width": "full"}, "not over the full width")
    for each in every(bare):
        kind = each.get("type", "none")
        need(kind in _definitions(), f"an unknown kind: {kind}")
        need(_alone(kind).is_valid(each), f"not in the schema: {kind}")
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
    """Return each object within a card, in order, but for what actions carry."""
    if isinstance(value, dict):
        if "type" in value or "text" in value:
            yield value
        value = [inner for name, inner in value.items() if name != "data"]
    for each in value if isinstance(value, list) else ():
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
