"""Commands typed to us: by mention, in a personal chat, with a slash, or from the slash menu."""

from collections.abc import Collection
from urllib.parse import unquote

from adapters.payloads import Payload, must, part, storable
from adapters.teams.parsing.origin import LINKS, Origin, origin_of, place_of, sender_of
from adapters.teams.parsing.payload import digest, moment
from adapters.teams.parsing.text import as_read
from bot.events import CommandGiven, HomeOpened

HELP = "commonthread"
"""The command that explains the others, for whoever says something else to us in private."""
HELP_WORDS = ("help", "hello", "hi")
HOME = "home"
"""The word that opens a person's own page, which on Teams is a card in their chat with us."""
DESK = "desk"
"""The word that opens a facilitator's desk; elsewhere it is typed after the command for help."""


def parse_command(
    activity: Payload, names: Collection[str]
) -> tuple[CommandGiven | HomeOpened, Origin] | None:
    """Return the command that a message is, or None when it is an ordinary message.

    What is said to us alone is always answered: when it is no command, by help. Raises
    NotUnderstood.
    """
    targeted = is_targeted(activity)
    origin = origin_of(activity, "targeted" if targeted else "typed")
    found = _command(activity, origin, names)
    if found is None and not (targeted or origin.private):
        return None
    command, words = found or (HELP, "")
    where = place_of(activity, must(activity, "id"))
    event_id = digest("command", where.conversation, must(activity, "id"))
    at = moment(must(activity, "timestamp"))
    who = sender_of(where.tenant, part(activity, "from"))
    if command == HOME:
        return HomeOpened(event_id=event_id, at=at, who=who, where=where), origin
    text = _readable_link(storable(words))
    given = CommandGiven(event_id=event_id, at=at, who=who, where=where, command=command, text=text)
    return given, origin


def is_command(activity: Payload, names: Collection[str]) -> bool:
    """Say whether a message is a command, and so no message. Raises NotUnderstood."""
    return _command(activity, origin_of(activity, "typed"), names) is not None


def _command(activity: Payload, origin: Origin, names: Collection[str]) -> tuple[str, str] | None:
    text, called = as_read(activity)
    if called and not text:
        return HELP, ""
    return _command_in(text, names, called=called or origin.private or is_targeted(activity))


def is_targeted(activity: Payload) -> bool:
    """Say whether nobody but the person and we can see the message, though others are there."""
    return part(activity, "recipient").get("isTargeted") is True


def _command_in(text: str, names: Collection[str], *, called: bool) -> tuple[str, str] | None:
    first, rest = [*text.split(None, 1), "", ""][:2]
    word = first.removeprefix("/").lower()
    if called and word in (*HELP_WORDS, HOME, DESK) and not rest.strip():
        return (HOME, "") if word == HOME else (HELP, DESK if word == DESK else "")
    if word not in names or not (called or first.startswith("/")):
        return None
    return word, rest.strip()


def _readable_link(text: str) -> str:
    """Return a link to a message in the one form that we keep; other words as they are."""
    address, mark, rest = text.partition("?")
    return f"{unquote(address)}{mark}{rest}" if text.startswith(LINKS) else text
