"""A chat platform as people use it: what they do, and what each of them sees of us.

Each platform's tests implement `Scene` over a real adapter and the platform's real requests; the
contract of events is written in these words alone.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import pytest

from bot.events import MessageAction, Reaction
from bot.ports import ChatAdapter, Destination, PostedMessage
from tests.contracts.recording import RecordingReceiver

Json = dict[str, Any]
Filled = Mapping[str, str | tuple[str, ...]]
"""What stands in a form, by field name; several choices as a tuple."""


class Lack(StrEnum):
    """What some platform does not have at all."""

    OTHER_BOTS = "other bots"
    JOINING = "a sign that a person joined"
    FILES = "files shared with a message"


@dataclass(frozen=True)
class ShownForm:
    """A form as a person has it before them: all its words (errors too) and what stands in it."""

    words: str
    values: Filled


@dataclass(frozen=True)
class Sample:
    """A real request: its body, and a way to send another body in its place, with good credentials.

    `send` returns the status of the answer.
    """

    name: str
    body: Json
    send: Callable[[bytes], Awaitable[int]]


class Scene(Protocol):
    """A platform with a channel in which are we, Ann and Bob."""

    adapter: ChatAdapter
    receiver: RecordingReceiver
    here: Destination
    """The channel."""
    ann: str
    bob: str
    administrator: str
    """The user ids of two people, and of one who may add and remove us (who may be Ann)."""
    lacks: frozenset[Lack]

    async def say(
        self, person: str, text: str, *, thread: str | None = None, private: bool = False
    ) -> str:
        """Post a message in the channel, in a thread of it or to us in private; return its id."""
        ...

    async def share(self, person: str, text: str, name: str, url: str) -> str:
        """Post a message in the channel with a file of that name and address; return its id."""
        ...

    async def edit(self, person: str, message: str, text: str) -> None:
        """Give one's own message, posted by `say`, new words."""
        ...

    async def delete(self, person: str, message: str) -> None:
        """Remove one's own message, posted by `say`."""
        ...

    async def react(self, person: str, message: str, reaction: Reaction | None) -> None:
        """React to a message; None: in a way that means nothing to us."""
        ...

    async def remove_us(self, person: str) -> None:
        """Remove us from the channel."""
        ...

    async def add_us(self, person: str) -> None:
        """Add us to the channel, from which we had been removed."""
        ...

    async def join(self, person: str) -> None:
        """Join the channel."""
        ...

    async def hear_ourselves(self, text: str) -> None:
        """Let us post in the channel, and tell us of it if the platform ever does that."""
        ...

    async def hear_another_bot(self, text: str) -> None:
        """Let another bot post in the channel."""
        ...

    async def taken(self) -> bool:
        """Say whether the platform counts what it told us last as taken, or will tell it again."""
        ...

    async def again(self) -> None:
        """Tell us once more what was told last, as the platform does when it doubts our answer."""
        ...

    async def command(
        self, person: str, command: str, text: str = "", *, private: bool = False
    ) -> None:
        """Type a command, in the channel or to us in private."""
        ...

    async def act(self, person: str, action: MessageAction, message: str) -> None:
        """Choose an action from the menu of a message posted by `say`."""
        ...

    async def press(self, person: str, message: PostedMessage, label: str) -> None:
        """Press a button on a message of ours in the channel, saying yes if asked to confirm."""
        ...

    async def form(self, person: str) -> ShownForm | None:
        """Return the form that the person has before them, if there is one."""
        ...

    async def submit(self, person: str, values: Filled) -> None:
        """Fill in fields of that form and send it; what is not named stays as it stands."""
        ...

    async def sees(self, person: str) -> list[str]:
        """Return the words of all messages and dialogs of ours that the person can see now."""
        ...

    def samples(self) -> list[Sample]:
        """Return one real request of each kind."""
        ...


def needs(scene: Scene, thing: Lack) -> None:
    """Skip the test, and say why, where the platform has no such thing."""
    if thing in scene.lacks:
        pytest.skip(f"{scene.adapter.platform} has no such thing: {thing}")
