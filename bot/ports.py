"""What the outside must provide. Features know only these; adapters and bootstrap fill them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.cards import Answer, Card
from bot.events import InboxEvent, Interaction


class Clock(Protocol):
    """Tells the time, so that tests and the demonstration can move it."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        ...


class Receiver(Protocol):
    """What adapters call when chat tells them something. Safe to call from any thread's loop."""

    async def receive(self, event: InboxEvent) -> None:
        """Store the event; returns only when it is committed. Raises `NotStored` otherwise."""
        ...

    async def answer(self, interaction: Interaction) -> Answer | None:
        """Handle what a person waits for. None: done, with nothing to say."""
        ...


class NotStored(Exception):
    """The event could not be stored: do not acknowledge it, so that the platform sends it again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """Where a card goes: a conversation, a thread in it, or a person in private (`user_id`).

    `together` are the ids of people to be put into one group message, where the platform has them.
    """

    platform: str
    tenant: str
    conversation: str = ""
    thread: str | None = None
    user_id: str | None = None
    together: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message of ours, as the platform knows it."""

    conversation: str
    message_id: str


class DeliveryError(Exception):
    """The message was not delivered; subclasses say what to do about it."""


class RateLimited(DeliveryError):
    """The platform asks us to wait. Nothing was posted."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"rate limited, retry after {retry_after:g} s")
        self.retry_after = retry_after


class Temporary(DeliveryError):
    """A passing fault. Nothing was posted."""


class Uncertain(DeliveryError):
    """It may have been posted, or not: look before posting again."""


class Permanent(DeliveryError):
    """It can never be delivered as it is (channel gone, bot removed, malformed)."""


class Gone(Permanent):
    """The message of ours that was to be replaced does not stand there any more."""


class ChatAdapter(Protocol):
    """One chat platform, seen from the sender. Every method may raise a DeliveryError.

    `gathers` says whether we can put people into a group message (`Destination.together`) there.
    """

    platform: str
    gathers: bool

    def parts(self, card: Card) -> int:
        """Return how many messages the platform needs for the card. Pure."""
        ...

    async def post(
        self, destination: Destination, card: Card, part: int, key: str
    ) -> PostedMessage:
        """Post one part of a card, marked with `key` so that `find` can recognise it."""
        ...

    async def find(self, destination: Destination, key: str) -> PostedMessage | None:
        """Look whether the message marked with `key` stands there already."""
        ...

    async def has_outsiders(self, destination: Destination) -> bool:
        """Say whether people of other organisations are in a channel, as far as can be known.

        Asked before each post, so it is remembered for some minutes. Raises Temporary when it can
        be known, but not now.
        """
        ...

    async def update(self, destination: Destination, message_id: str, card: Card) -> None:
        """Replace a message of ours. Raises Gone when it does not stand there any more."""
        ...

    async def delete(self, destination: Destination, message_id: str) -> None:
        """Remove a message of ours; done as well when it is gone already."""
        ...


class TextEmbedder(Protocol):
    """Turns texts into unit vectors. Vectors of embedders with different names are never mixed."""

    @property
    def name(self) -> str:
        """Return the model and its version."""
        ...

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        """Return one vector a text: float32, little-endian, unit length."""
        ...


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation thread to group: the root's words and its replies', and what is known of it.

    `theme` is the theme it is in now (None: none); `fixed` says that a person decided so, `not_in`
    are the themes that a person said it is not about. What else is said in its `channel` tells
    something of what it is about. A thread of nothing but `chatter` belongs to no theme: it is
    given so that what is like it can be left out too.
    """

    key: int
    text: str
    replies: tuple[str, ...]
    vector: bytes
    reply_vectors: tuple[bytes, ...] = ()
    theme: int | None = None
    fixed: bool = False
    not_in: tuple[int, ...] = ()
    channel: int | None = None
    chatter: bool = False


@dataclass(frozen=True, slots=True)
class FoundTheme:
    """A theme as found: `theme` is the known theme's id that it continues, or None when new."""

    theme: int | None
    label: str
    description: str
    members: Mapping[int, float]
    representatives: tuple[int, ...]
    phrases: tuple[str, ...] = ()
    """What sets it apart, best first: words of many members, so nobody's own."""


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme in a person's words, with the vector of the words: what is about them is drawn to it.

    A theme may be given several times, in different words.
    """

    theme: int
    words: str
    vector: bytes


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A decision by a person that would help: to name a theme, or to place a thread.

    `themes` are places in the themes found: the one to name, or those to choose from, likeliest
    first. To name: `thread` is the theme's most typical.
    """

    kind: Literal["name", "place"]
    thread: int
    themes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The result of a regrouping.

    `merged` maps a theme that ended to the one it went into; `split` the place of a new theme among
    `themes` to the known one it came out of; `asks` are the most helpful first.
    """

    themes: tuple[FoundTheme, ...]
    left_out: tuple[int, ...]
    merged: Mapping[int, int] = field(default_factory=dict)
    split: Mapping[int, int] = field(default_factory=dict)
    asks: tuple[ToDecide, ...] = ()


class ThemeFinder(Protocol):
    """Groups threads into themes, keeping the identity of those already known."""

    def find(self, threads: Sequence[Thread], named: Sequence[NamedTheme]) -> Grouping:
        """Group all threads of a community, drawn to the themes that people gave words to."""
        ...

    def placement(self, threads: Sequence[Thread]) -> "Placement":
        """Learn from the threads as they are grouped now where a new one belongs."""
        ...

    def restored(self, learned: bytes) -> "Placement":
        """Return the placement that was kept as these bytes."""
        ...


class Placement(Protocol):
    """Knows where a new thread belongs."""

    def nearest(self, vector: bytes) -> tuple[int, float] | None:
        """Return the theme that takes the vector and how well it fits (0 to 1), or None."""
        ...

    def kept(self) -> bytes:
        """Return what was learned, to be restored later or elsewhere."""
        ...


@dataclass(frozen=True, slots=True)
class RecognisedKind:
    """What kind of message it seems to be; `sure` is False when it is better to be silent."""

    kind: str
    probability: float
    sure: bool


class KindRecogniser(Protocol):
    """Says what kind of message a text is: question, challenge, answer, lesson or chatter."""

    def recognise(self, messages: Sequence[tuple[str, str | None]]) -> list[RecognisedKind]:
        """Recognise messages, each given as its text and its thread's root text (None: a root)."""
        ...

    def learn(self, corrections: Sequence[tuple[str, str | None, str]]) -> None:
        """Train anew with what people corrected: text, root text, right kind."""
        ...


class Health(Protocol):
    """What the health and metrics pages show."""

    def problems(self) -> list[str]:
        """Return what keeps us from working, in plain words; empty when ready. May block."""
        ...

    def metrics(self) -> Mapping[str, float]:
        """Return numbers by their Prometheus name (with labels). May block."""
        ...


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the doctor looked at: what was found and, when it is not ok, what to do.

    Neither ever holds a secret.
    """

    ok: bool
    what: str
    advice: str = ""


Probe = Callable[[], Sequence[Check]]
"""Looks at one part of the outside (a model, a chat platform) and says what it found."""


class NearestMessages(Protocol):
    """Finds the messages most like a vector, among many held ready. Safe from any thread."""

    def add(self, key: int, vector: bytes, community: int) -> None:
        """Hold the vector of a community's message, in place of an old one.

        It is float32, little-endian, of unit length.
        """
        ...

    def remove(self, key: int) -> None:
        """Let go of a message; done as well when it was never held."""
        ...

    def nearest(
        self,
        vector: bytes,
        most: int,
        communities: Collection[int],
        among: Collection[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return at most `most` messages of these communities, best first, with their cosine.

        With `among`, only of these messages.
        """
        ...


@dataclass(frozen=True, slots=True)
class WebFile:
    """A file to serve: its bytes, media type and name; `shown` in the browser, or downloaded."""

    body: bytes
    media_type: str
    name: str
    shown: bool


class Library(Protocol):
    """What people read in a browser. Safe from any thread; None: there is nothing to read there."""

    def by_key(self, key: str, form: str) -> WebFile | None:
        """Return the guide that a person's key opens, in a form ("html", "docx" and so on)."""
        ...

    def published(self, slug: str, form: str) -> WebFile | None:
        """Return a community's published guide, in a form."""
        ...
