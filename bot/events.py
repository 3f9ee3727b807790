"""What chat tells us: facts in the past tense, the same whichever platform they came from.

Adapters make these; features answer them. All times are aware UTC. `event_id` is the platform's own
identity for the delivery, so that the same fact delivered again can be recognised.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """A person as one platform knows them. `email` only where the platform vouches for it."""

    platform: str
    tenant: str
    user_id: str
    name: str = ""
    email: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A conversation: a channel, a group chat or a personal chat, and the thread within it, if any.

    `address` is the adapter's own opaque form of where to reach the conversation again (a Teams
    conversation reference, say); nothing but the adapter reads it. `team` is the conversation that
    this one belongs to, where we leave both at once: on Teams, its team's first channel.
    """

    platform: str
    tenant: str
    conversation: str
    thread: str | None = None
    private: bool = False
    name: str = ""
    address: str = ""
    team: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChatEvent:
    """What every event carries."""

    event_id: str
    at: datetime
    who: Sender
    where: Place


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedFile:
    """A file shared with a message: its name and the address it opens at, never what is in it."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MessagePosted(ChatEvent):
    """A person posted a message. `where.thread` is the root's message id when this is a reply."""

    kind: Literal["message_posted"] = "message_posted"
    message_id: str
    text: str
    permalink: str | None = None
    files: tuple[SharedFile, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageEdited(ChatEvent):
    """A message now reads differently. `at` is when it was edited, `posted_at` when posted.

    `restored`: it had been deleted, and was taken back out of the bin.
    """

    kind: Literal["message_edited"] = "message_edited"
    message_id: str
    text: str
    posted_at: datetime | None = None
    restored: bool = False
    files: tuple[SharedFile, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageDeleted(ChatEvent):
    """A message was removed by its author or a moderator."""

    kind: Literal["message_deleted"] = "message_deleted"
    message_id: str


class Reaction(StrEnum):
    """The reactions that mean something to us; adapters map their own names to these."""

    LESSON = "lesson"
    CAPTURE = "capture"
    ANSWERED = "answered"
    FORGET = "forget"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReactionAdded(ChatEvent):
    """A person reacted to a message with one of the reactions we answer."""

    kind: Literal["reaction_added"] = "reaction_added"
    message_id: str
    reaction: Reaction


@dataclass(frozen=True, kw_only=True, slots=True)
class BotAdded(ChatEvent):
    """We were added to a conversation: time to say what is kept and how to stop it."""

    kind: Literal["bot_added"] = "bot_added"


@dataclass(frozen=True, kw_only=True, slots=True)
class BotRemoved(ChatEvent):
    """We were removed from a conversation, or uninstalled (`where.conversation` is then empty)."""

    kind: Literal["bot_removed"] = "bot_removed"


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonJoined(ChatEvent):
    """A person, `who`, joined a conversation that we are in."""

    kind: Literal["person_joined"] = "person_joined"


InboxEvent = (
    MessagePosted
    | MessageEdited
    | MessageDeleted
    | ReactionAdded
    | BotAdded
    | BotRemoved
    | PersonJoined
)
"""Facts that go through the inbox: stored, acknowledged, then handled in order per conversation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CommandGiven(ChatEvent):
    """A person typed a command, without the platform's prefix: `command` is "ask", "themes", ..."""

    kind: Literal["command_given"] = "command_given"
    command: str
    text: str = ""


class MessageAction(StrEnum):
    """What a person can do to a message from its menu; the same five on every platform."""

    SAVE_AS_LESSON = "save_as_lesson"
    CAPTURE_AS_QUESTION = "capture_as_question"
    CAPTURE_AS_CHALLENGE = "capture_as_challenge"
    THIS_ANSWERS_IT = "this_answers_it"
    DONT_KEEP_THIS = "dont_keep_this"


ACTION_LABELS = {
    MessageAction.SAVE_AS_LESSON: "Save as lesson",
    MessageAction.CAPTURE_AS_QUESTION: "Capture as question",
    MessageAction.CAPTURE_AS_CHALLENGE: "Capture as challenge",
    MessageAction.THIS_ANSWERS_IT: "This answers it",
    MessageAction.DONT_KEEP_THIS: "Don't keep this",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageActionChosen(ChatEvent):
    """A person chose an action on a message. `author`, `text` and `posted_at` are the message's."""

    kind: Literal["message_action_chosen"] = "message_action_chosen"
    action: MessageAction
    message_id: str
    author: Sender
    text: str
    posted_at: datetime
    permalink: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ButtonPressed(ChatEvent):
    """A person pressed a button on one of our cards. `action` and `value` are the button's own."""

    kind: Literal["button_pressed"] = "button_pressed"
    action: str
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormSubmitted(ChatEvent):
    """A person sent a form. Values are strings, or tuples of strings for several choices."""

    kind: Literal["form_submitted"] = "form_submitted"
    form: str
    context: str = ""
    values: dict[str, str | tuple[str, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return one field's value, stripped; empty when it was left out."""
        value = self.values.get(name, "")
        return value.strip() if isinstance(value, str) else ", ".join(value)

    def chosen(self, name: str) -> tuple[str, ...]:
        """Return what was chosen in a field of several choices."""
        value = self.values.get(name, ())
        return (value,) if isinstance(value, str) and value else tuple(value)


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeOpened(ChatEvent):
    """A person opened our own page (Slack's App Home, "home" in Teams, the workspace's home)."""

    kind: Literal["home_opened"] = "home_opened"


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchTyped(ChatEvent):
    """A person searches for something to put into the conversation `where`; answered by Results."""

    kind: Literal["search_typed"] = "search_typed"
    text: str = ""


Interaction = (
    CommandGiven | MessageActionChosen | ButtonPressed | FormSubmitted | HomeOpened | SearchTyped
)
"""What a person waits for: handled inside the request and answered privately at once."""
