"""What every chat adapter must make of what people do, whichever platform they do it on.

An adapter's own tests subclass `ChatEventsContract` and provide a fixture `scene`. The tests never
ask which adapter they test.
"""

import pytest

from bot.events import (
    BotAdded,
    BotRemoved,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PersonJoined,
    Reaction,
    ReactionAdded,
    SharedFile,
)
from tests.contracts.chat_interactions import ChatInteractionsContract
from tests.contracts.mangling import NOT_JSON, mangled
from tests.contracts.recording import NOT_STORED
from tests.contracts.scene import Lack, Scene, needs
from tests.contracts.watching import comes_from, comes_whole, heard

HARD_TEXTS = (
    "Who pays for the hall?",
    "5 > 3 & 3 < 5 &amp; <b>not bold</b>",
    "*stars* _lines_ ~waves~ `ticks`",
    "Pwy sy'n talu? Beth am y tŷ? 👩🏽‍🚀 – “quoted”",
    "First line\nSecond line",
)


class ChatEventsContract(ChatInteractionsContract):
    """The contract of what is told and of what is answered; see the module."""

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

    async def test_tells_the_files_of_a_message_and_of_its_edit(self, scene: Scene) -> None:
        needs(scene, Lack.FILES)
        file = SharedFile(name="Call-back rota.xlsx", url="https://files.example.org/rota.xlsx")
        message = await scene.share(scene.ann, "Our rota", file.name, file.url)
        (posted,) = await heard(scene, MessagePosted)
        assert posted.files == (file,)
        scene.receiver.received.clear()
        await scene.edit(scene.ann, message, "Our rota for the evenings")
        (edited,) = await heard(scene, MessageEdited)
        assert edited.files == (file,)

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
