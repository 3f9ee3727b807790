"""Who did something and where, which is where the answer goes."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from adapters.payloads import Payload, as_id, maybe, maybe_id, must, part, storable
from adapters.teams.addresses import Address, Kind
from adapters.teams.parsing.payload import PLATFORM, as_person
from bot.events import Place, Sender

Surface = Literal["typed", "targeted", "card", "dialog", "extension"]
LINKS = "https://teams.microsoft.com/l/message"
_CHAT = "?context=%7B%22contextType%22%3A%22chat%22%7D"


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a person did something, with what is needed to answer there.

    `account` is the person's id within this chat service (29:...). `activity_id` is what they did;
    `message_id` our own message whose button was pressed, which an answer may replace. `about` is
    the place among people that it is about: this one, or what a card given in private carries.
    """

    tenant: str
    user_id: str
    account: str
    address: Address
    conversation: str
    surface: Surface
    thread: str = ""
    activity_id: str = ""
    message_id: str = ""
    about: Place | None = None

    @property
    def private(self) -> bool:
        """Say whether nobody but the person reads the conversation."""
        return self.address.kind == "personal"


def origin_of(activity: Payload, surface: Surface) -> Origin:
    """Return where an activity comes from. Raises NotUnderstood."""
    conversation, thread = _conversation(activity)
    where = place_of(activity, maybe_id(activity, "id"))
    return Origin(
        tenant=tenant_of(activity),
        user_id=user_id_of(part(activity, "from")),
        account=must(activity, "from", "id"),
        address=address_of(activity),
        conversation=conversation,
        surface=surface,
        thread=thread,
        activity_id=maybe_id(activity, "id"),
        message_id=maybe_id(activity, "replyToId") if surface in ("card", "dialog") else "",
        about=None if where.private else where,
    )


def tenant_of(activity: Payload) -> str:
    """Return the tenant's id, in lower case. Raises NotUnderstood."""
    named = maybe(activity, "channelData", "tenant", "id")
    return as_id(named or must(activity, "conversation", "tenantId")).lower()


def user_id_of(account: Payload) -> str:
    """Return a person's id: the directory's, else this chat service's. Raises NotUnderstood."""
    return as_person(maybe(account, "aadObjectId") or must(account, "id"))


def sender_of(tenant: str, account: Payload) -> Sender:
    """Return the person behind an account, as far as it tells. Raises NotUnderstood."""
    return Sender(
        platform=PLATFORM,
        tenant=tenant,
        user_id=user_id_of(account),
        name=storable(maybe(account, "name")),
    )


def place_of(activity: Payload, message_id: str = "") -> Place:
    """Return where an activity happened; a thread's root is in no thread. Raises NotUnderstood."""
    conversation, thread = _conversation(activity)
    address = address_of(activity)
    return Place(
        platform=PLATFORM,
        tenant=tenant_of(activity),
        conversation=conversation,
        thread=thread if thread and thread != message_id else None,
        private=address.kind == "personal",
        name=_name(activity),
        address=address.to_text(),
        team=maybe_id(activity, "channelData", "team", "id") if address.kind == "channel" else "",
    )


def address_of(activity: Payload) -> Address:
    """Return where to reach the conversation again. Raises NotUnderstood."""
    return Address(
        service_url=storable(maybe(activity, "serviceUrl")),
        bot_id=must(activity, "recipient", "id"),
        kind=kind_of(activity),
        team_group_id=maybe_id(activity, "channelData", "team", "aadGroupId"),
    )


def kind_of(activity: Payload) -> Kind:
    """Return what kind of conversation it is. Raises NotUnderstood."""
    match maybe(activity, "conversation", "conversationType"):
        case "personal":
            return "personal"
        case "channel":
            return "channel"
        case "groupChat":
            return "group"
    channel = maybe(activity, "channelData", "channel", "id")
    if channel or "@thread.tacv2" in must(activity, "conversation", "id"):
        return "channel"
    return "group"


def link_to(place: Place, message_id: str) -> str | None:
    """Return a message's address, as Teams itself makes it; None in a personal chat."""
    if place.private:
        return None
    message = f"{LINKS}/{quote(place.conversation, safe=':@')}/{quote(message_id, safe='')}"
    if not _in_channel(place.conversation):
        return message + _CHAT
    return f"{message}?tenantId={quote(place.tenant)}&parentMessageId={place.thread or message_id}"


def _in_channel(conversation: str) -> bool:
    return conversation.endswith(("@thread.tacv2", "@thread.skype"))


def _conversation(activity: Payload) -> tuple[str, str]:
    conversation, _, thread = must(activity, "conversation", "id").partition(";messageid=")
    return as_id(conversation), as_id(thread)


def _name(activity: Payload) -> str:
    """Return the channel's or the chat's name; a team's first channel goes by the team's."""
    data = part(activity, "channelData")
    named = maybe(data, "channel", "name") or maybe(activity, "conversation", "name")
    first = maybe(data, "team", "id") == must(activity, "conversation", "id").partition(";")[0]
    return storable(named or (maybe(data, "team", "name") if first else ""))
