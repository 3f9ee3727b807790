"""What people do on the page reaches the application as events: all of it, in order, once taken."""

import asyncio
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.workspace import MovableClock, WorkspaceAdapter
from bot.events import (
    InboxEvent,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    Reaction,
    ReactionAdded,
)
from tests.platforms.workspace.conftest import COMMANDS, START, Page, RecordingReceiver


async def test_a_message_and_its_reply(page: Page, receiver: RecordingReceiver) -> None:
    root = await page.post("ann", "  Who pays?  ")
    reply = await page.post("bob", "We do", thread=root)
    first, second = await receiver.told(2)
    assert isinstance(first, MessagePosted)
    assert (first.message_id, first.text) == (root, "Who pays?")
    assert (first.where.conversation, first.where.thread) == ("hubs", None)
    assert (first.who.platform, first.who.tenant, first.who.user_id) == (
        "workspace",
        "local",
        "ann",
    )
    assert timedelta() <= first.at - START < timedelta(minutes=1)
    assert first.permalink == f"http://127.0.0.1:3978/workspace/#/message/{root}"
    assert isinstance(second, MessagePosted)
    assert (second.message_id, second.where.thread) == (reply, root)


async def test_edits_deletions_and_reactions(page: Page, receiver: RecordingReceiver) -> None:
    message = await page.post("ann", "Hello")
    await page.send("PATCH", f"messages/{message}", person="ann", text="Hello all")
    await page.send("POST", f"messages/{message}/reactions", person="bob", name="lesson", on=True)
    await page.send("DELETE", f"messages/{message}", person="ann")
    posted, edited, reacted, deleted = await receiver.told(4)
    assert isinstance(edited, MessageEdited)
    assert (edited.text, edited.posted_at) == ("Hello all", posted.at)
    assert isinstance(reacted, ReactionAdded)
    assert (reacted.reaction, reacted.who.user_id) == (Reaction.LESSON, "bob")
    assert isinstance(deleted, MessageDeleted)
    assert {event.event_id for event in receiver.events}.__len__() == 4


async def test_a_thumbs_up_is_between_people(page: Page, receiver: RecordingReceiver) -> None:
    message = await page.post("ann", "Hello")
    await page.send(
        "POST", f"messages/{message}/reactions", person="bob", name="thumbs_up", on=True
    )
    await page.post("ann", "Next")
    events = await receiver.told(2)
    assert [type(event) for event in events] == [MessagePosted, MessagePosted]
    shown = await page.get(f"messages/{message}?person=ann")
    assert shown["message"]["reactions"] == {"thumbs_up": ["bob"]}


async def test_a_direct_message_is_private(page: Page, receiver: RecordingReceiver) -> None:
    await page.post("ann", "Hello bot", channel="dm-ann")
    (event,) = await receiver.told(1)
    assert event.where.private
    refused = await page.ask(
        "POST", "messages", {"person": "bob", "channel": "dm-ann", "text": "Hi"}
    )
    assert refused.status == 404


async def test_what_was_not_stored_is_sent_again_in_order(
    page: Page, receiver: RecordingReceiver
) -> None:
    receiver.refusals = 2
    await page.post("ann", "One")
    await page.post("ann", "Two")
    events = await receiver.told(2)
    assert [event.text for event in events if isinstance(event, MessagePosted)] == ["One", "Two"]
    first, second = (event.event_id for event in events)
    assert receiver.attempts == [first, first, first, second]


async def test_one_channel_does_not_wait_for_another(
    page: Page, receiver: RecordingReceiver
) -> None:
    receiver.refusals = 1
    for words, channel in (("One", "hubs"), ("Two", "hubs"), ("Aside", "dm-ann")):
        page.adapter.state.post("ann", channel, words, None, START)
    events = await receiver.told(3)
    said = [event.text for event in events if isinstance(event, MessagePosted)]
    assert sorted(said) == ["Aside", "One", "Two"]
    assert said.index("One") < said.index("Two")


async def test_what_nobody_took_before_a_restart_is_sent_after_it(
    state_file: Path, clock: MovableClock, receiver: RecordingReceiver, adapter: WorkspaceAdapter
) -> None:
    adapter.state.post("ann", "hubs", "Said while nobody listened", None, START)
    ((_, waiting),) = adapter.state.queue.first(2)
    adapter.state.close()
    again = WorkspaceAdapter(state_file, receiver, clock, COMMANDS)
    app = web.Application()
    again.attach(app)
    async with TestClient(TestServer(app)):
        (event,) = await receiver.told(1)
    assert event.event_id == waiting.event_id
    assert again.state.queue.waiting() == 0
    again.state.close()


class DyingReceiver(RecordingReceiver):
    """Stores what it is told, and dies before it can say so."""

    async def receive(self, event: InboxEvent) -> None:
        await super().receive(event)
        await asyncio.Event().wait()


async def test_what_was_stored_just_before_a_kill_comes_again_as_the_same(
    state_file: Path, clock: MovableClock, receiver: RecordingReceiver, adapter: WorkspaceAdapter
) -> None:
    adapter.state.post("ann", "hubs", "One", None, START)
    adapter.state.post("ann", "hubs", "Two", None, START)
    adapter.state.close()
    dying = DyingReceiver()
    for one, count in ((dying, 1), (receiver, 2)):
        again = WorkspaceAdapter(state_file, one, clock, COMMANDS)
        app = web.Application()
        again.attach(app)
        async with TestClient(TestServer(app)):
            await one.told(count)
        again.state.close()
    assert receiver.attempts[0] == dying.attempts[0]
    assert len(set(receiver.attempts)) == 2
