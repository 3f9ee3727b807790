"""What every chat adapter must make of what people do, whichever platform they do it on.

An adapter's own tests subclass `ChatEventsContract` and provide a fixture `scene`. The tests never
ask which adapter they test.
"""

import asyncio
from datetime import timedelta
from typing import TypeVar

import pytest

from bot.cards import (
    Actions,
    Ask,
    Button,
    Card,
    ChoiceField,
    Form,
    Invalid,
    ManyField,
    Option,
    Replace,
    Say,
    TextField,
    notice,
    words,
)
from bot.events import (
    BotAdded,
    BotRemoved,
    ButtonPressed,
    ChatEvent,
    CommandGiven,
    FormSubmitted,
    MessageAction,
    MessageActionChosen,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PersonJoined,
    Reaction,
    ReactionAdded,
)
from bot.ports import PostedMessage
from tests.contracts.mangling import NOT_JSON, mangled
from tests.contracts.recording import NOT_STORED
from tests.contracts.scene import Lack, Scene, ShownForm, needs
from tests.waiting import PATIENCE_SECONDS, until

E = TypeVar("E", bound=ChatEvent)

HARD_TEXTS = (
    "Who pays for the hall?",
    "5 > 3 & 3 < 5 &amp; <b>not bold</b>",
    "*stars* _lines_ ~waves~ `ticks`",
    "Pwy sy'n talu? Beth am y tŷ? 👩🏽‍🚀 – “quoted”",
    "First line\nSecond line",
)
FORM = Form(
    form="lesson",
    title="Save as lesson",
    fields=(
        TextField("what", "What happened", value="We rang back", multiline=True),
        TextField("advice", "What you would tell others"),
        ChoiceField("worked", "Did it work?", (Option("yes", "It did"), Option("no", "Not yet"))),
        ManyField("steps", "Steps", (Option("a", "Set-up"), Option("b", "Launch"))),
    ),
    context="message 7",
)
FILLED: dict[str, str | tuple[str, ...]] = {
    "what": "We rang back at once",
    "advice": "Ring <the same> day & write",
    "worked": "no",
    "steps": ("a", "b"),
}
DRAFT = Card(
    text="A draft waits",
    elements=(
        words("A draft waits"),
        Actions(
            (
                Button("Approve", "approve", "7", style="primary"),
                Button("Remove", "remove", "8", style="danger", confirm="Remove this?"),
                Button("Send back", "back", "9", opens_form=True),
            )
        ),
    ),
)


async def heard(scene: Scene, kind: type[E], count: int = 1) -> list[E]:
    """Wait for so many events and return them; all must be of one kind."""
    received = scene.receiver.received
    await until(lambda: len(received) >= count)
    found = [event for event in received if isinstance(event, kind)]
    assert len(found) == len(received) == count
    return found


async def asked(scene: Scene, kind: type[E], count: int = 1) -> E:
    """Wait for so many interactions and return the last one."""
    await until(lambda: len(scene.receiver.asked) >= count)
    last = scene.receiver.asked[-1]
    assert isinstance(last, kind)
    assert len(scene.receiver.asked) == count
    return last


async def seen(scene: Scene, person: str, text: str) -> None:
    """Wait until a person sees the words."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not any(text in message for message in await scene.sees(person)):
            await asyncio.sleep(0.005)


async def unseen(scene: Scene, person: str, text: str) -> bool:
    """Say whether a person can't see the words anywhere."""
    return not any(text in message for message in await scene.sees(person))


async def shown(scene: Scene, person: str) -> ShownForm:
    """Wait until a person has a form before them."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (form := await scene.form(person)) is None:
            await asyncio.sleep(0.005)
    return form


async def post_draft(scene: Scene) -> PostedMessage:
    """Post a card with buttons in the channel."""
    return await scene.adapter.post(scene.here, DRAFT, 0, "draft")


def comes_from(scene: Scene, event: ChatEvent, person: str) -> None:
    """Check what every event carries: an identity, a time, who, and where."""
    assert event.event_id
    assert event.at.utcoffset() == timedelta(0)
    assert (event.who.platform, event.who.tenant) == (scene.here.platform, scene.here.tenant)
    assert event.who.user_id == person
    assert (event.where.platform, event.where.tenant) == (scene.here.platform, scene.here.tenant)
    assert event.where.conversation == scene.here.conversation
    assert not event.where.private


class ChatEventsContract:
    """The contract; see the module."""

    async def test_tells_a_message(self, scene: Scene) -> None:
        message = await scene.say(scene.ann, "Who pays?")
        (posted,) = await heard(scene, MessagePosted)
        comes_from(scene, posted, scene.ann)
        assert (posted.message_id, posted.text) == (message, "Who pays?")
        assert posted.where.thread is None
        assert await scene.taken()

    @pytest.mark.parametrize("text", HARD_TEXTS)
    async def test_reads_what_people_wrote_as_they_wrote_it(self, scene: Scene, text: str) -> None:
        await scene.say(scene.ann, text)
        (posted,) = await heard(scene, MessagePosted)
        assert posted.text == text

    async def test_tells_a_reply_and_its_thread(self, scene: Scene) -> None:
        root = await scene.say(scene.ann, "Who pays?")
        reply = await scene.say(scene.bob, "We do", thread=root)
        _, replied = await heard(scene, MessagePosted, 2)
        comes_from(scene, replied, scene.bob)
        assert (replied.message_id, replied.where.thread) == (reply, root)
        assert reply != root

    async def test_tells_a_private_message_as_private(self, scene: Scene) -> None:
        await scene.say(scene.ann, "Between us", private=True)
        (posted,) = await heard(scene, MessagePosted)
        assert posted.where.private
        assert posted.where.conversation != scene.here.conversation
        assert (posted.who.user_id, posted.text) == (scene.ann, "Between us")

    async def test_tells_an_edit(self, scene: Scene) -> None:
        message = await scene.say(scene.ann, "Who pays?")
        (posted,) = await heard(scene, MessagePosted)
        scene.receiver.received.clear()
        await scene.edit(scene.ann, message, "Who pays for the hall?")
        (edited,) = await heard(scene, MessageEdited)
        comes_from(scene, edited, scene.ann)
        assert (edited.message_id, edited.text) == (message, "Who pays for the hall?")
        assert edited.posted_at in (None, posted.at)
        assert edited.at >= posted.at

    async def test_tells_an_edit_of_a_reply_in_its_thread(self, scene: Scene) -> None:
        root = await scene.say(scene.ann, "Who pays?")
        reply = await scene.say(scene.bob, "We do", thread=root)
        await heard(scene, MessagePosted, 2)
        scene.receiver.received.clear()
        await scene.edit(scene.bob, reply, "They do")
        (edited,) = await heard(scene, MessageEdited)
        assert (edited.message_id, edited.where.thread) == (reply, root)

    async def test_tells_a_deletion(self, scene: Scene) -> None:
        message = await scene.say(scene.ann, "Who pays?")
        await heard(scene, MessagePosted)
        scene.receiver.received.clear()
        await scene.delete(scene.ann, message)
        (deleted,) = await heard(scene, MessageDeleted)
        comes_from(scene, deleted, scene.ann)
        assert deleted.message_id == message

    @pytest.mark.parametrize("reaction", Reaction)
    async def test_tells_each_reaction_that_means_something(
        self, scene: Scene, reaction: Reaction
    ) -> None:
        message = await scene.say(scene.ann, "Ring back the same day")
        await heard(scene, MessagePosted)
        scene.receiver.received.clear()
        await scene.react(scene.bob, message, reaction)
        (reacted,) = await heard(scene, ReactionAdded)
        comes_from(scene, reacted, scene.bob)
        assert (reacted.message_id, reacted.reaction) == (message, reaction)

    async def test_keeps_out_of_reactions_between_people(self, scene: Scene) -> None:
        message = await scene.say(scene.ann, "Ring back the same day")
        await scene.react(scene.bob, message, None)
        await scene.say(scene.ann, "Next")
        _, after = await heard(scene, MessagePosted, 2)
        assert after.text == "Next"

    async def test_tells_that_we_were_removed_and_added(self, scene: Scene) -> None:
        await scene.remove_us(scene.administrator)
        (removed,) = await heard(scene, BotRemoved)
        assert (removed.where.platform, removed.where.tenant) == (
            scene.here.platform,
            scene.here.tenant,
        )
        # Where the platform removes us from all of a workspace at once, it names no conversation.
        assert removed.where.conversation in ("", scene.here.conversation)
        assert await scene.taken()
        scene.receiver.received.clear()
        await scene.add_us(scene.administrator)
        (added,) = await heard(scene, BotAdded)
        comes_from(scene, added, scene.administrator)
        assert added.event_id != removed.event_id

    async def test_tells_that_a_person_joined(self, scene: Scene) -> None:
        needs(scene, Lack.JOINING)
        await scene.join(scene.bob)
        (joined,) = await heard(scene, PersonJoined)
        comes_from(scene, joined, scene.bob)

    async def test_does_not_listen_to_itself(self, scene: Scene) -> None:
        await scene.hear_ourselves("Three hubs asked before")
        await scene.say(scene.ann, "Thank you")
        (posted,) = await heard(scene, MessagePosted)
        assert posted.text == "Thank you"

    async def test_does_not_listen_to_other_bots(self, scene: Scene) -> None:
        needs(scene, Lack.OTHER_BOTS)
        await scene.hear_another_bot("The build is green")
        await scene.say(scene.ann, "Thank you")
        (posted,) = await heard(scene, MessagePosted)
        assert posted.text == "Thank you"

    async def test_knows_what_it_is_told_again(self, scene: Scene) -> None:
        message = await scene.say(scene.ann, "Who pays?")
        await heard(scene, MessagePosted)
        await scene.again()
        first, second = await heard(scene, MessagePosted, 2)
        assert (first.event_id, first.message_id) == (second.event_id, message)
        scene.receiver.received.clear()
        await scene.edit(scene.ann, message, "Who pays for it?")
        await heard(scene, MessageEdited)
        await scene.again()
        edits = await heard(scene, MessageEdited, 2)
        scene.receiver.received.clear()
        await scene.delete(scene.ann, message)
        await heard(scene, MessageDeleted)
        await scene.again()
        deletions = await heard(scene, MessageDeleted, 2)
        assert len({event.event_id for event in (first, *edits, *deletions)}) == 3

    async def test_tells_one_event_from_another(self, scene: Scene) -> None:
        root = await scene.say(scene.ann, "Same words")
        await scene.say(scene.ann, "Same words")
        await scene.say(scene.bob, "Same words", thread=root)
        await scene.say(scene.bob, "Same words", private=True)
        posted = await heard(scene, MessagePosted, 4)
        assert len({event.event_id for event in posted}) == 4
        scene.receiver.received.clear()
        await scene.edit(scene.ann, root, "Other words")
        await heard(scene, MessageEdited, 1)
        await scene.edit(scene.ann, root, "Same words")
        first, second = await heard(scene, MessageEdited, 2)
        assert first.event_id != second.event_id
        scene.receiver.received.clear()
        await scene.react(scene.bob, root, Reaction.LESSON)
        await heard(scene, ReactionAdded)
        await scene.react(scene.bob, root, Reaction.FORGET)
        one, other = await heard(scene, ReactionAdded, 2)
        assert one.event_id != other.event_id

    async def test_acknowledges_only_what_is_stored(self, scene: Scene) -> None:
        scene.receiver.refuse = NOT_STORED
        message = await scene.say(scene.ann, "Who pays?")
        assert not await scene.taken()
        scene.receiver.refuse = None
        await scene.again()
        (posted,) = await heard(scene, MessagePosted)
        assert posted.message_id == message
        assert await scene.taken()

    async def test_asks_a_command_and_tells_only_who_gave_it(self, scene: Scene) -> None:
        scene.receiver.reply = lambda _: Say(notice("Three hubs asked before"))
        await scene.command(scene.ann, "ask", "who pays for R&D & <b>?")
        given = await asked(scene, CommandGiven)
        comes_from(scene, given, scene.ann)
        assert (given.command, given.text) == ("ask", "who pays for R&D & <b>?")
        await seen(scene, scene.ann, "Three hubs asked before")
        assert await unseen(scene, scene.bob, "Three hubs asked before")
        assert not scene.receiver.received

    async def test_asks_a_command_with_nothing_after_it(self, scene: Scene) -> None:
        await scene.command(scene.ann, "themes")
        given = await asked(scene, CommandGiven)
        assert (given.command, given.text) == ("themes", "")

    async def test_asks_a_command_given_in_private(self, scene: Scene) -> None:
        scene.receiver.reply = lambda _: Say(notice("This is held about you"))
        await scene.command(scene.ann, "mydata", private=True)
        given = await asked(scene, CommandGiven)
        assert given.where.private
        assert given.who.user_id == scene.ann
        await seen(scene, scene.ann, "This is held about you")
        assert await unseen(scene, scene.bob, "This is held about you")

    async def test_a_command_may_open_a_form(self, scene: Scene) -> None:
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.command(scene.ann, "lesson")
        form = await shown(scene, scene.ann)
        for expected in (
            "Save as lesson", "What happened", "What you would tell others", "Did it work?",
            "It did", "Not yet", "Steps", "Set-up", "Launch",
        ):  # fmt: skip
            assert expected in form.words
        assert form.values["what"] == "We rang back"
        assert await scene.form(scene.bob) is None
        await self.fill_in(scene, 2)

    async def fill_in(self, scene: Scene, count: int) -> None:
        """Send the form that Ann has before her; it is to be the interaction of that number."""
        scene.receiver.reply = lambda _: Say(notice("The lesson is saved"))
        await scene.submit(scene.ann, FILLED)
        sent = await asked(scene, FormSubmitted, count)
        comes_from(scene, sent, scene.ann)
        assert (sent.form, sent.context) == ("lesson", "message 7")
        assert {name: sent.text(name) for name in ("what", "advice", "worked")} == {
            name: FILLED[name] for name in ("what", "advice", "worked")
        }
        assert sent.chosen("steps") == ("a", "b")
        await seen(scene, scene.ann, "The lesson is saved")
        assert await unseen(scene, scene.bob, "The lesson is saved")
        assert await scene.form(scene.ann) is None

    async def test_a_form_comes_back_as_it_stood_when_little_was_filled_in(
        self, scene: Scene
    ) -> None:
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.command(scene.ann, "lesson")
        await shown(scene, scene.ann)
        scene.receiver.reply = lambda _: None
        await scene.submit(scene.ann, {"advice": "Ring", "worked": "yes"})
        sent = await asked(scene, FormSubmitted, 2)
        assert (sent.text("what"), sent.text("advice")) == ("We rang back", "Ring")
        assert sent.text("worked") == "yes"
        assert sent.chosen("steps") == ()

    async def test_what_to_mend_is_said_beside_what_was_typed(self, scene: Scene) -> None:
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.command(scene.ann, "lesson")
        await shown(scene, scene.ann)
        scene.receiver.reply = lambda _: Invalid({"advice": "Say it in one sentence"})
        await scene.submit(scene.ann, FILLED)
        await asked(scene, FormSubmitted, 2)
        form = await shown(scene, scene.ann)
        while "Say it in one sentence" not in form.words:
            form = await shown(scene, scene.ann)
            await asyncio.sleep(0.005)
        assert form.values == FILLED
        assert "Did it work?" in form.words
        assert await unseen(scene, scene.bob, "Say it in one sentence")
        await self.fill_in(scene, 3)

    @pytest.mark.parametrize("action", MessageAction)
    async def test_asks_each_action_on_a_message(self, scene: Scene, action: MessageAction) -> None:
        root = await scene.say(scene.ann, "Who pays?")
        message = await scene.say(scene.bob, "Ring back & <wait>", thread=root)
        _, posted = await heard(scene, MessagePosted, 2)
        scene.receiver.reply = lambda _: Say(notice("Captured"))
        await scene.act(scene.ann, action, message)
        chosen = await asked(scene, MessageActionChosen)
        comes_from(scene, chosen, scene.ann)
        assert (chosen.action, chosen.message_id) == (action, message)
        assert (chosen.author.user_id, chosen.author.tenant) == (scene.bob, scene.here.tenant)
        assert (chosen.text, chosen.posted_at) == ("Ring back & <wait>", posted.at)
        assert chosen.where.thread == root
        await seen(scene, scene.ann, "Captured")
        assert await unseen(scene, scene.bob, "Captured")

    async def test_an_action_may_open_a_form(self, scene: Scene) -> None:
        message = await scene.say(scene.bob, "Ring back the same day")
        await heard(scene, MessagePosted)
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.act(scene.ann, MessageAction.SAVE_AS_LESSON, message)
        form = await shown(scene, scene.ann)
        assert "Save as lesson" in form.words
        assert form.values["what"] == "We rang back"
        await self.fill_in(scene, 2)

    async def test_asks_a_button_and_tells_only_who_pressed_it(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        scene.receiver.reply = lambda _: Say(notice("You may not approve this"))
        await scene.press(scene.ann, posted, "Approve")
        pressed = await asked(scene, ButtonPressed)
        comes_from(scene, pressed, scene.ann)
        assert (pressed.action, pressed.value) == ("approve", "7")
        await seen(scene, scene.ann, "You may not approve this")
        assert await unseen(scene, scene.bob, "You may not approve this")
        await seen(scene, scene.bob, "A draft waits")

    async def test_a_button_that_asks_whether_you_are_sure(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        await scene.press(scene.ann, posted, "Remove")
        pressed = await asked(scene, ButtonPressed)
        assert (pressed.action, pressed.value) == ("remove", "8")

    async def test_a_button_may_replace_its_card_for_everybody(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        scene.receiver.reply = lambda _: Replace(notice("Approved by Ann"))
        await scene.press(scene.ann, posted, "Approve")
        for person in (scene.ann, scene.bob):
            await seen(scene, person, "Approved by Ann")
            assert await unseen(scene, person, "A draft waits")
            assert len(await scene.sees(person)) == 1

    async def test_a_button_may_open_a_form_that_replaces_its_card(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        scene.receiver.reply = lambda _: Ask(FORM)
        await scene.press(scene.ann, posted, "Send back")
        await asked(scene, ButtonPressed)
        await shown(scene, scene.ann)
        assert await scene.form(scene.bob) is None
        scene.receiver.reply = lambda _: Replace(notice("Sent back by Ann"))
        await scene.submit(scene.ann, FILLED)
        sent = await asked(scene, FormSubmitted, 2)
        assert (sent.form, sent.text("advice")) == ("lesson", FILLED["advice"])
        await seen(scene, scene.bob, "Sent back by Ann")
        assert await unseen(scene, scene.bob, "A draft waits")
        assert await scene.form(scene.ann) is None

    async def test_a_button_that_opens_a_form_may_say_why_it_does_not(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        scene.receiver.reply = lambda _: Say(notice("It was sent back already"))
        await scene.press(scene.ann, posted, "Send back")
        await seen(scene, scene.ann, "It was sent back already")
        assert await unseen(scene, scene.bob, "It was sent back already")
        await seen(scene, scene.bob, "A draft waits")

    async def test_says_nothing_when_there_is_nothing_to_say(self, scene: Scene) -> None:
        posted = await post_draft(scene)
        await scene.press(scene.ann, posted, "Approve")
        await asked(scene, ButtonPressed)
        scene.receiver.reply = lambda _: Say(notice("Last words"))
        await scene.command(scene.ann, "ask", "more")
        await seen(scene, scene.ann, "Last words")
        assert [text for text in await scene.sees(scene.ann) if "Last words" not in text] == (
            await scene.sees(scene.bob)
        )

    async def test_bears_with_what_it_can_not_read(self, scene: Scene) -> None:
        for sample in scene.samples():
            for body in NOT_JSON:
                status = await sample.send(body)
                assert 200 <= status < 500, (sample.name, body[:40])

    async def test_bears_with_what_is_not_as_it_should_be(self, scene: Scene) -> None:
        for sample in scene.samples():
            for change, body in mangled(sample.body):
                status = await sample.send(body)
                assert 200 <= status < 500, (sample.name, change, status)
        for told in (*scene.receiver.received, *scene.receiver.asked):
            comes_whole(told)
        scene.receiver.received.clear()
        await scene.say(scene.ann, "Still here")
        (posted,) = await heard(scene, MessagePosted)
        assert posted.text == "Still here"


def comes_whole(told: ChatEvent) -> None:
    """Check that an event has what no database and no handler can do without."""
    ids = [told.event_id, told.who.user_id or "nobody known", told.who.tenant, told.where.tenant]
    ids += [getattr(told, "message_id", "an id"), told.where.thread or "an id"]
    for one in ids:
        assert isinstance(one, str)
        assert 0 < len(one) <= 1000
        assert "\x00" not in one
        one.encode()
    assert told.at.utcoffset() == timedelta(0)
