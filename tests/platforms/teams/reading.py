"""What people find on our cards: buttons to press, fields to fill in."""

from typing import Any

from tests.platforms.teams.adaptive_cards import every
from tests.platforms.teams.fake_connector import FakeConnector

Json = dict[str, Any]


def button(card: Json, label: str) -> Json:
    """Return the button of that label; the one behind the question, if it asks one."""
    found = next(one for one in every(card) if one.get("title") == label and "type" in one)
    return dict(found["card"]["actions"][0]) if found["type"] == "Action.ShowCard" else found


def last_card(connector: FakeConnector, conversation: str) -> Json:
    """Return the card of the last message of ours in a conversation."""
    return dict(connector.kept[conversation][-1].activity["attachments"][0]["content"])


def in_dialog(reply: Json) -> Json:
    """Return the card that a reply shows in a dialog."""
    assert reply["task"]["type"] == "continue", reply
    return dict(reply["task"]["value"]["card"]["content"])


def sent(card: Json, label: str, typed: Json) -> Json:
    """Return the data that a form's button sends, with what stands in the inputs or was typed."""
    inputs = [one for one in every(card) if str(one.get("type")).startswith("Input.")]
    stands = {one["id"]: one["value"] for one in inputs if "value" in one}
    return {**button(card, label)["data"], **stands, **typed}
