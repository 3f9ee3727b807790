"""The sample conversation, as parsed records. It is invented, and never mixed into real data."""

import json
from importlib.resources import files
from typing import Any

Record = dict[str, Any]


def sample_channels() -> list[Record]:
    """Return the channels: platform, channel, programme, audience, note."""
    return _list("channels.json")


def sample_hubs() -> list[Record]:
    """Return the hubs of both programmes: slug, name."""
    hubs: list[Record] = json.loads(_read("people.json"))["hubs"]
    return hubs


def sample_people() -> list[Record]:
    """Return the people: id, name, hub (a hub's slug, or "bridge-builder", "dfe"), role."""
    names = json.loads(_read("names.json"))
    people = json.loads(_read("people.json"))["people"]
    return [{"id": key, "name": names[key], **entry} for key, entry in people.items()]


def sample_messages() -> list[Record]:
    """Return the messages in time order: id, ts, channel, author, thread, text, kind, ..."""
    return _lines("corpus.jsonl")


def sample_themes() -> list[Record]:
    """Return the gold themes: slug, title, description."""
    return _list("themes.json")


def sample_links() -> list[Record]:
    """Return questions with the earlier messages that answer them."""
    return _lines("gold_links.jsonl")


def sample_loops() -> list[Record]:
    """Return what was asked of the department: thread, asks, department_responses, status."""
    return _list("gold_loops.json")


def sample_lessons() -> list[Record]:
    """Return the messages that are lessons, broken into fields."""
    return _lines("lessons_gold.jsonl")


def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _list(name: str) -> list[Record]:
    records: list[Record] = json.loads(_read(name))
    return records


def _lines(name: str) -> list[Record]:
    return [json.loads(line) for line in _read(name).splitlines() if line]
