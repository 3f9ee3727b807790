"""What every chat adapter must do for the sender, whichever platform it speaks to.

An adapter's own tests subclass `ChatAdapterContract` and provide a fixture `stage`: a real adapter
connected to something that shows what people would see and that can be made to fail.
"""

from dataclasses import replace
from enum import StrEnum
from typing import Protocol

import pytest

from bot.cards import (
    Actions,
    Bar,
    Bullets,
    Button,
    Card,
    Chart,
    Divider,
    Facts,
    Heading,
    LinkButton,
    Paragraph,
    Quote,
    Text,
    notice,
    words,
)
from bot.ports import (
    ChatAdapter,
    Destination,
    Gone,
    Permanent,
    PostedMessage,
    RateLimited,
    Temporary,
    Uncertain,
)

RETRY_AFTER = 3
"""The seconds for which a rate-limited platform asks us to wait."""


class Fault(StrEnum):
    """How the next message that is posted fails."""

    RATE_LIMITED = "rate_limited"
    """Refused with a request to wait RETRY_AFTER seconds; nothing is posted."""
    LOST_BEFORE = "lost_before"
    """The connection breaks; nothing is posted."""
    LOST_AFTER = "lost_after"
    """The message is posted and then the connection breaks, so that we are not told."""


class Stage(Protocol):
    """An adapter and the platform it speaks to, as people see it."""

    adapter: ChatAdapter
    here: Destination
    """A conversation that we are in."""
    nowhere: Destination
    """A conversation that does not exist."""
    person: Destination
    """A person, in private."""
    together: Destination
    """Two people, that person among them, where the platform gathers people."""

    async def visible(self, destination: Destination) -> list[str]:
        """Return the words of each message there (or in that thread), oldest first, unescaped."""
        ...

    async def readers(self, posted: PostedMessage) -> set[str]:
        """Return who can read a group message."""
        ...

    def fail_next(self, fault: Fault) -> None:
        """Make the next message that is posted fail so."""
        ...


def everything() -> Card:
    """Return a card with each kind of element."""
    return Card(
        text="A card with everything in it",
        title="Everything",
        elements=(
            Heading("First heading"),
            Paragraph(
                (Text("Plain, "), Text("strong", strong=True), Text(" and quiet")), quiet=True
            ),
            Paragraph((Text("See "), Text("the guide", link="https://example.org/guide?a=1&b=2"))),
            Quote("It worked when we rang back within a day.", source="A hub in the north"),
            Bullets(((Text("One point"),), (Text("Another point", strong=True),))),
            Facts((("Hubs", "3 to 5"), ("Trend", "rising"))),
            Divider(),
            Chart(
                "Hubs by theme", (Bar("Call backs", 4, "3 to 5 hubs"),), "Call backs: 3 to 5 hubs."
            ),
            Actions(
                (
                    Button("Approve", "approve", "7", style="primary"),
                    Button("Remove", "remove", "7", style="danger", confirm="Remove this?"),
                    LinkButton("Open the library", "https://example.org/"),
                )
            ),
        ),
    )


def long_card(paragraphs: int = 150) -> Card:
    """Return a card longer than most platforms take in one message."""
    elements = tuple(
        words(f"Paragraph {number:03d}. " + "word " * 60) for number in range(paragraphs)
    )
    return Card(text="A long card", title="Long", elements=elements)


async def post_all(adapter: ChatAdapter, to: Destination, card: Card) -> list[PostedMessage]:
    """Post every part of a card, each with a key of its own."""
    return [
        await adapter.post(to, card, part, f"key-{part}") for part in range(adapter.parts(card))
    ]


class ChatAdapterContract:
    """The contract; see the module."""

    async def test_shows_the_words_of_a_short_card(self, stage: Stage) -> None:
        assert stage.adapter.parts(notice("Hello, everyone")) == 1
        await stage.adapter.post(stage.here, notice("Hello, everyone"), 0, "k1")
        (message,) = await stage.visible(stage.here)
        assert "Hello, everyone" in message

    async def test_says_that_nobody_else_is_in_a_channel_of_ones_own(self, stage: Stage) -> None:
        assert await stage.adapter.has_outsiders(stage.here) is False

    async def test_shows_every_kind_of_element(self, stage: Stage) -> None:
        await post_all(stage.adapter, stage.here, everything())
        seen = "\n".join(await stage.visible(stage.here))
        for expected in (
            "Everything",
            "First heading",
            "strong",
            "the guide",
            "It worked when we rang back within a day.",
            "A hub in the north",
            "One point",
            "Another point",
            "3 to 5",
            "Call backs: 3 to 5 hubs.",
            "Approve",
            "Open the library",
        ):
            assert expected in seen

    async def test_shows_all_of_a_long_card_once_and_in_order(self, stage: Stage) -> None:
        card = long_card()
        await post_all(stage.adapter, stage.here, card)
        seen = "\n".join(await stage.visible(stage.here))
        places = [seen.find(f"Paragraph {number:03d}.") for number in range(150)]
        assert -1 not in places
        assert places == sorted(places)
        assert seen.count("Paragraph 077.") == 1

    async def test_shows_one_paragraph_of_any_length_whole(self, stage: Stage) -> None:
        text = " ".join(f"w{number}" for number in range(6000))
        await post_all(stage.adapter, stage.here, Card("Long words", (words(text),)))
        seen = " ".join(await stage.visible(stage.here)).split()
        assert [word for word in seen if word[1:].isdigit()] == text.split()

    async def test_counts_parts_the_same_every_time(self, stage: Stage) -> None:
        for card in (notice("Short"), everything(), long_card()):
            assert stage.adapter.parts(card) == stage.adapter.parts(card) >= 1

    async def test_shows_what_people_wrote_as_they_wrote_it(self, stage: Stage) -> None:
        wrote = "<!channel> & <b>bold</b> *not strong* <https://example.org|x> &amp; 5 > 3"
        await post_all(
            stage.adapter, stage.here, Card("Somebody wrote", (words(wrote), Quote(wrote)))
        )
        seen = "\n".join(await stage.visible(stage.here))
        assert seen.count(wrote) >= 2

    async def test_posts_in_a_thread(self, stage: Stage) -> None:
        root = await stage.adapter.post(stage.here, notice("The root"), 0, "root")
        thread = Destination(
            platform=stage.here.platform,
            tenant=stage.here.tenant,
            conversation=stage.here.conversation,
            thread=root.message_id,
            address=stage.here.address,
        )
        reply = await stage.adapter.post(thread, notice("The reply"), 0, "reply")
        assert any("The reply" in message for message in await stage.visible(thread))
        assert await stage.adapter.find(thread, "reply") == reply

    async def test_replaces_and_removes_a_reply_and_what_only_a_person_sees(
        self, stage: Stage
    ) -> None:
        root = await stage.adapter.post(stage.here, notice("The root"), 0, "root")
        for where in (replace(stage.here, thread=root.message_id), stage.person):
            posted = await stage.adapter.post(where, notice("As it was"), 0, "first")
            await stage.adapter.update(where, posted.message_id, notice("As it is"))
            seen = "\n".join(await stage.visible(where))
            assert "As it is" in seen
            assert "As it was" not in seen
            await stage.adapter.delete(where, posted.message_id)
            assert "As it is" not in "\n".join(await stage.visible(where))
            with pytest.raises(Gone):
                await stage.adapter.update(where, posted.message_id, notice("Too late"))

    async def test_posts_to_a_person(self, stage: Stage) -> None:
        posted = await stage.adapter.post(stage.person, notice("For you alone"), 0, "dm")
        (message,) = await stage.visible(stage.person)
        assert "For you alone" in message
        assert not await stage.visible(stage.here)
        assert await stage.adapter.find(stage.person, "dm") == posted

    async def test_a_group_message_reaches_its_people_and_nobody_else(self, stage: Stage) -> None:
        assert stage.adapter.gathers
        for words_, key in (("Hello, both", "k1"), ("Hello again", "k2")):
            posted = await stage.adapter.post(stage.together, notice(words_), 0, key)
            assert await stage.readers(posted) == set(stage.together.together)
            assert await stage.adapter.find(stage.together, key) == posted
        first, second = await stage.visible(stage.together)
        assert ("Hello, both" in first, "Hello again" in second) == (True, True)
        assert not [*await stage.visible(stage.here), *await stage.visible(stage.person)]
        await stage.adapter.update(stage.together, posted.message_id, notice("Welcome"))
        assert "Welcome" in (await stage.visible(stage.together))[1]

    async def test_finds_each_part_by_its_own_key(self, stage: Stage) -> None:
        assert await stage.adapter.find(stage.here, "key-0") is None
        card = everything()
        posted = await post_all(stage.adapter, stage.here, card)
        for part, message in enumerate(posted):
            assert await stage.adapter.find(stage.here, f"key-{part}") == message
        assert await stage.adapter.find(stage.here, "key") is None

    async def test_replaces_a_message(self, stage: Stage) -> None:
        posted = await stage.adapter.post(stage.here, notice("As it was"), 0, "k")
        await stage.adapter.update(stage.here, posted.message_id, notice("As it is"))
        (message,) = await stage.visible(stage.here)
        assert "As it is" in message
        assert "As it was" not in message

    async def test_removes_a_message_and_is_content_when_it_is_gone(self, stage: Stage) -> None:
        posted = await stage.adapter.post(stage.here, notice("Not for long"), 0, "k")
        await stage.adapter.delete(stage.here, posted.message_id)
        assert not await stage.visible(stage.here)
        await stage.adapter.delete(stage.here, posted.message_id)

    async def test_cannot_replace_what_is_gone(self, stage: Stage) -> None:
        posted = await stage.adapter.post(stage.here, notice("Not for long"), 0, "k")
        await stage.adapter.delete(stage.here, posted.message_id)
        with pytest.raises(Gone):
            await stage.adapter.update(stage.here, posted.message_id, notice("Too late"))

    async def test_says_how_long_to_wait_when_rate_limited(self, stage: Stage) -> None:
        stage.fail_next(Fault.RATE_LIMITED)
        with pytest.raises(RateLimited) as caught:
            await stage.adapter.post(stage.here, notice("Patience"), 0, "k")
        assert caught.value.retry_after == RETRY_AFTER
        assert not await stage.visible(stage.here)
        await stage.adapter.post(stage.here, notice("Patience"), 0, "k")
        assert len(await stage.visible(stage.here)) == 1

    async def test_finds_a_message_that_was_posted_without_our_being_told(
        self, stage: Stage
    ) -> None:
        stage.fail_next(Fault.LOST_AFTER)
        with pytest.raises(Uncertain):
            await stage.adapter.post(stage.here, notice("Once only"), 0, "k")
        found = await stage.adapter.find(stage.here, "k")
        assert found is not None
        assert len(await stage.visible(stage.here)) == 1
        await stage.adapter.delete(stage.here, found.message_id)
        assert not await stage.visible(stage.here)

    async def test_does_not_find_a_message_that_was_never_posted(self, stage: Stage) -> None:
        stage.fail_next(Fault.LOST_BEFORE)
        with pytest.raises((Temporary, Uncertain)):
            await stage.adapter.post(stage.here, notice("Once only"), 0, "k")
        assert await stage.adapter.find(stage.here, "k") is None
        await stage.adapter.post(stage.here, notice("Once only"), 0, "k")
        assert len(await stage.visible(stage.here)) == 1

    async def test_gives_up_on_a_conversation_that_is_not_there(self, stage: Stage) -> None:
        with pytest.raises(Permanent):
            await stage.adapter.post(stage.nowhere, notice("Anybody?"), 0, "k")
