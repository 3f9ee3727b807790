"""Searching from where people write, and putting what was found into the conversation."""

import pytest

from bot.cards import Result, Results, Say, notice
from bot.events import SearchTyped
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.adaptive_cards import check_card, words_in
from tests.platforms.teams.fake_connector import ANN, CHANNEL
from tests.platforms.teams.reading import Json
from tests.platforms.teams.teams_requests import TeamsRequests


async def search(door: TeamsRequests, name: str = "words", typed: str = "rooms & halls") -> Json:
    value = {
        "commandId": "find",
        "parameters": [{"name": name, "value": typed}],
        "queryOptions": {"skip": 0, "count": 25},
    }
    reply = await door.invoke("composeExtension/query", value)
    return dict(reply["composeExtension"])


async def test_what_was_found_is_previewed_with_a_card_to_put_in(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    found = Result("Ring back", "Learned in Adoption Agencies", notice("Ring back the same day"))
    other = Result("Ask the school", "A lesson", notice("Schools lend their halls"))
    receiver.reply = lambda _: Results((found, other))
    shown = await search(door)
    (asked,) = receiver.asked
    assert isinstance(asked, SearchTyped)
    assert (asked.text, asked.who.user_id) == ("rooms & halls", ANN)
    assert asked.where.conversation == CHANNEL
    assert (shown["type"], shown["attachmentLayout"]) == ("result", "list")
    first, second = shown["attachments"]
    preview = first["preview"]
    assert preview["contentType"] == "application/vnd.microsoft.card.thumbnail"
    assert preview["content"] == {"title": "Ring back", "text": "Learned in Adoption Agencies"}
    check_card(first["content"])
    assert words_in(first["content"]) == "Ring back the same day"
    assert words_in(second["content"]) == "Schools lend their halls"


async def test_nothing_is_found(door: TeamsRequests, receiver: RecordingReceiver) -> None:
    receiver.reply = lambda _: Results()
    assert await search(door) == {
        "type": "message",
        "text": "Nothing was found. Try other words.",
    }


async def test_a_refusal_is_told_in_place_of_results(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    receiver.reply = lambda _: Say(notice("You are not a member"))
    assert await search(door) == {"type": "message", "text": "You are not a member"}


async def test_opening_the_search_is_a_search_for_nothing_yet(
    door: TeamsRequests, receiver: RecordingReceiver
) -> None:
    await search(door, "initialRun", "true")
    asked = receiver.asked[0]
    assert isinstance(asked, SearchTyped)
    assert asked.text == ""


async def test_a_search_that_takes_too_long_says_so(
    door: TeamsRequests, receiver: RecordingReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.teams.listener.SEARCH_WITHIN", 0.05)
    receiver.thought.clear()
    assert await search(door) == {
        "type": "message",
        "text": "That took too long. Please try again.",
    }
