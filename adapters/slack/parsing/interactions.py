"""What people do and wait for: commands, message shortcuts, buttons and forms, and where."""

from dataclasses import replace
from datetime import UTC, datetime

from adapters.payloads import NotUnderstood, Payload, maybe, must, objects, part
from adapters.slack.action_ids import action_of
from adapters.slack.parsing.origin import Origin, carried
from adapters.slack.parsing.payload import (
    Directory,
    from_an_app,
    moment,
    place,
    tenant_of,
    thread_of,
)
from adapters.slack.parsing.text import as_read
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    MessageAction,
    MessageActionChosen,
    Place,
)

NO_NAMES = ("directmessage", "privategroup")
"""What Slack gives as the name of a conversation whose name it keeps to itself."""


def parse_command(body: Payload, prefix: str, directory: Directory) -> tuple[CommandGiven, Origin]:
    """Return the slash command, its name without the slash and our prefix. Raises NotUnderstood."""
    tenant, user = must(body, "team_id"), must(body, "user_id")
    conversation = must(body, "channel_id")
    command = CommandGiven(
        event_id=must(body, "trigger_id"),
        at=datetime.now(UTC),
        who=directory.sender(tenant, user),
        where=place(tenant, conversation, name=_name(maybe(body, "channel_name"))),
        command=must(body, "command").removeprefix("/").removeprefix(prefix),
        text=as_read(maybe(body, "text")).strip(),
    )
    origin = Origin(
        tenant=tenant,
        user_id=user,
        conversation=conversation,
        response_url=maybe(body, "response_url"),
        trigger_id=maybe(body, "trigger_id"),
    )
    return command, origin


def parse_shortcut(
    body: Payload, directory: Directory
) -> tuple[MessageActionChosen | None, Origin]:
    """Return the action chosen on a message, or None when no person wrote the message.

    Raises NotUnderstood.
    """
    message, tenant = part(body, "message"), tenant_of(body)
    origin = _origin(body, thread=thread_of(message))
    if from_an_app(message):
        return None, origin
    action = maybe(body, "callback_id")
    if action not in list(MessageAction):
        raise NotUnderstood("there is no such message shortcut")
    ts = must(message, "ts")
    where = _where(body, tenant, origin)
    chosen = MessageActionChosen(
        event_id=must(body, "trigger_id"),
        at=datetime.now(UTC),
        who=directory.sender(tenant, origin.user_id),
        where=where,
        action=MessageAction(action),
        message_id=ts,
        author=directory.sender(tenant, must(message, "user")),
        text=as_read(maybe(message, "text")),
        posted_at=moment(ts),
        permalink=directory.link(tenant, where.conversation, ts, where.thread),
    )
    return chosen, origin


def parse_button(body: Payload, directory: Directory) -> tuple[ButtonPressed | None, Origin]:
    """Return the button pressed, or None when it only opened an address. Raises NotUnderstood."""
    tenant = tenant_of(body)
    origin = _pressed_at(body)
    pressed = (objects(body, "actions") or [{}])[0]
    action = action_of(maybe(pressed, "action_id"))
    if action is None:
        return None, origin
    button = ButtonPressed(
        event_id=must(body, "trigger_id"),
        at=datetime.now(UTC),
        who=directory.sender(tenant, origin.user_id),
        where=_where(body, tenant, origin),
        action=action,
        value=maybe(pressed, "value"),
    )
    return button, origin


def parse_submission(body: Payload, directory: Directory) -> tuple[FormSubmitted, Origin]:
    """Return the form as it was filled in. Raises NotUnderstood."""
    tenant = tenant_of(body)
    origin, context = carried(body)
    states = part(body, "view", "state", "values")
    form = FormSubmitted(
        event_id=must(body, "trigger_id"),
        at=datetime.now(UTC),
        who=directory.sender(tenant, must(body, "user", "id")),
        where=place(tenant, origin.conversation, origin.thread),
        form=must(body, "view", "callback_id"),
        context=context,
        values={name: _value(part(states, name)) for name in states},
    )
    return form, origin


def input_fields(body: Payload) -> list[str]:
    """Return the names of the fields that the submitted form showed."""
    blocks = objects(part(body, "view"), "blocks")
    return [maybe(block, "block_id") for block in blocks if maybe(block, "type") == "input"]


def _value(state: Payload) -> str | tuple[str, ...]:
    """Return what was typed or chosen in one field."""
    field = next((each for each in state.values() if isinstance(each, dict)), {})
    if "selected_options" in field:
        return tuple(must(option, "value") for option in objects(field, "selected_options"))
    return maybe(field, "value") or maybe(field, "selected_option", "value")


def _origin(body: Payload, *, thread: str = "") -> Origin:
    return Origin(
        tenant=tenant_of(body),
        user_id=must(body, "user", "id"),
        conversation=maybe(body, "channel", "id"),
        thread=thread,
        response_url=maybe(body, "response_url"),
        trigger_id=maybe(body, "trigger_id"),
    )


def _pressed_at(body: Payload) -> Origin:
    if maybe(body, "container", "type") != "view":
        message = part(body, "message")
        thread = thread_of(message) or maybe(body, "container", "thread_ts")
        ts = maybe(body, "container", "message_ts") or maybe(message, "ts")
        return replace(_origin(body, thread=thread), message_id=ts)
    if maybe(body, "view", "type") == "home":
        return replace(_origin(body), surface="home")
    return carried(body)[0]


def _where(body: Payload, tenant: str, origin: Origin) -> Place:
    return place(tenant, origin.conversation, origin.thread, _name(maybe(body, "channel", "name")))


def _name(name: str) -> str:
    return "" if name in NO_NAMES else name
