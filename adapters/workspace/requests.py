"""What the page may ask for: the shapes of its JSON, checked at the door."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from bot.events import MessageAction

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=12_000)]
ReactionName = Literal["lesson", "capture", "answered", "forget", "thumbs_up"]


class Request(BaseModel):
    """What every request carries: `person`, who is asking."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    person: str


class PostRequest(Request):
    """Post a message; with `thread`, as a reply to that message."""

    channel: str
    text: Words
    thread: str | None = None


class EditRequest(Request):
    """Give a message new words."""

    text: Words


class ReactRequest(Request):
    """Add a reaction, or take it back."""

    name: ReactionName
    on: bool


class LetBotInRequest(Request):
    """Add the bot to a channel, or remove it."""

    on: bool


class MoveClockRequest(BaseModel):
    """Move the clock on by some seconds, at most four weeks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seconds: Annotated[int, Field(gt=0, le=28 * 86400)]


class InteractionRequest(Request):
    """What a person waits for. `channel` and `thread` are where they look; none: our own page."""

    channel: str | None = None
    thread: str | None = None


class CommandRequest(InteractionRequest):
    """A command typed into a channel."""

    type: Literal["command"]
    command: str
    text: str = ""


class ActionRequest(InteractionRequest):
    """An action chosen from a message's menu."""

    type: Literal["action"]
    action: MessageAction
    message: str


class ButtonRequest(InteractionRequest):
    """A button on the card of `message`, or on our own page."""

    type: Literal["button"]
    message: str | None = None
    action: str
    value: str = ""


class FormRequest(InteractionRequest):
    """A form that was filled in. `message` is the card whose button asked for it, if one did."""

    type: Literal["form"]
    message: str | None = None
    form: str
    context: str = ""
    values: dict[str, str | tuple[str, ...]]


class HomeRequest(InteractionRequest):
    """Our own page was opened."""

    type: Literal["home"]


INTERACTIONS: TypeAdapter[
    CommandRequest | ActionRequest | ButtonRequest | FormRequest | HomeRequest
] = TypeAdapter(
    Annotated[
        CommandRequest | ActionRequest | ButtonRequest | FormRequest | HomeRequest,
        Field(discriminator="type"),
    ]
)
