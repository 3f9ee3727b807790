"""What the page may see and change, and for whom."""

import pytest

from tests.platforms.workspace.conftest import Page, RecordingReceiver


async def test_starts_with_people_commands_actions_and_the_time(page: Page) -> None:
    start = await page.get("start")
    assert start["people"][0]["label"] == "Ann – North, hub lead"
    assert start["commands"] == [
        {"name": "ask", "description": "Ask the network", "usage": "/ask <question>"}
    ]
    assert [action["label"] for action in start["actions"]] == [
        "Save as lesson",
        "Capture as question",
        "Capture as challenge",
        "This answers it",
        "Don't keep this",
    ]
    assert len(start["reactions"]) == 5
    assert start["now"].startswith("2026-07-06T08:00")


async def test_people_see_the_channels_of_their_role(page: Page) -> None:
    async def seen(person: str) -> set[str]:
        channels = (await page.get(f"channels?person={person}"))["channels"]
        return {channel["id"] for channel in channels if channel["open"]}

    assert await seen("ann") == {"hubs", "dm-ann"}
    assert await seen("dee") == {"hubs", "central", "dm-dee"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "channels/central/messages?person=ann"),
        ("GET", "channels/nowhere/messages?person=ann"),
        ("GET", "channels?person=nobody"),
        ("GET", "messages/none?person=ann"),
        ("GET", "messages/none/thread?person=ann"),
    ],
)
async def test_what_is_not_there_or_not_yours_is_not_found(
    page: Page, method: str, path: str
) -> None:
    assert (await page.ask(method, path)).status == 404


async def test_a_message_elsewhere_is_not_yours_to_read_or_answer(page: Page) -> None:
    message = await page.post("dee", "For the department", channel="central")
    assert (await page.ask("GET", f"messages/{message}?person=ann")).status == 404
    body = {"person": "ann", "name": "lesson", "on": True}
    assert (await page.ask("POST", f"messages/{message}/reactions", body)).status == 404


async def test_only_the_author_edits_and_only_they_or_a_facilitator_delete(page: Page) -> None:
    message = await page.post("ann", "Mine")
    changed = {"person": "bob", "text": "Yours"}
    assert (await page.ask("PATCH", f"messages/{message}", changed)).status == 403
    assert (await page.ask("DELETE", f"messages/{message}", {"person": "bob"})).status == 403
    assert (await page.ask("DELETE", f"messages/{message}", {"person": "fay"})).status == 200


@pytest.mark.parametrize(
    "body",
    [
        {"person": "ann", "channel": "hubs", "text": "   "},
        {"person": "ann", "channel": "hubs"},
        {"person": "ann", "channel": "hubs", "text": "x" * 12_001},
        {"person": "ann", "channel": "hubs", "text": "Hello", "author": "bob"},
        ["not", "an", "object"],
    ],
)
async def test_a_wrong_request_is_refused_without_repeating_it(page: Page, body: object) -> None:
    response = await page.ask("POST", "messages", body)
    assert response.status == 400
    assert "xxx" not in await response.text()


async def test_moves_the_clock_forward_only(page: Page) -> None:
    moved = await page.send("POST", "clock", seconds=86400)
    assert moved["now"].startswith("2026-07-07T08:00")
    assert (await page.ask("POST", "clock", {"seconds": -1})).status == 400


async def test_words_are_given_as_they_were_written(
    page: Page, receiver: RecordingReceiver
) -> None:
    wrote = '<script>alert(1)</script> & "quotes" \N{SNOWMAN}'
    message = await page.post("ann", wrote)
    assert (await page.get(f"messages/{message}?person=bob"))["message"]["text"] == wrote
