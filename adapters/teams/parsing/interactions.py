"""What people do with cards, forms and messages, and wait for: buttons, forms, actions, search."""

from dataclasses import replace
from datetime import UTC, datetime

from adapters.payloads import NotUnderstood, Payload, as_id, maybe, must, objects, part, storable
from adapters.teams.parsing.origin import (
    LINKS,
    Origin,
    Surface,
    link_to,
    origin_of,
    place_of,
    sender_of,
)
from adapters.teams.parsing.payload import PLATFORM, as_person, digest, moment
from adapters.teams.parsing.text import from_html
from adapters.teams.rendering import OURS, unpack
from bot.cards import Form, ManyField
from bot.events import (
    ButtonPressed,
    FormSubmitted,
    MessageAction,
    MessageActionChosen,
    Place,
    SearchTyped,
    Sender,
)

MOST_CARRIED = 4_000
OPEN_SEARCH = "initialRun"
"""The parameter of a search that is opened and nothing typed yet."""


def data_of(activity: Payload) -> Payload:
    """Return what the pressed action carried, with the inputs beside it."""
    value = part(activity, "value")
    return part(value, "action", "data") or part(value, "data") or value


def ours_of(activity: Payload) -> Payload:
    """Return what of it is ours, as the renderer put it there."""
    return part(data_of(activity), OURS)


def is_form(activity: Payload) -> bool:
    """Say whether a form was sent, and not a button pressed. Raises NotUnderstood for neither."""
    ours = ours_of(activity)
    if "form" in ours:
        return True
    if "action" in ours:
        return False
    raise NotUnderstood("what was pressed is none of ours")


def parse_button(
    activity: Payload, surface: Surface, *, again: bool = False
) -> tuple[ButtonPressed, Origin]:
    """Return the button pressed. Raises NotUnderstood.

    Its identity is the card's nonce, so that the same press sent again, under another id, is the
    same event. `again`: it may be pressed any number of times, as one that opens a form may.
    """
    origin, where = origin_of(activity, surface), place_of(activity)
    ours = ours_of(activity)
    action, value = storable(must(ours, "action")), _carried(ours, "value")
    once = must(activity, "id") if again else maybe(ours, "nonce")
    button = ButtonPressed(
        event_id=digest("button", once, origin.user_id, action, value),
        at=datetime.now(UTC),
        who=sender_of(origin.tenant, part(activity, "from")),
        where=where,
        action=action,
        value=value,
    )
    return button, origin


def parse_form(activity: Payload, surface: Surface) -> tuple[FormSubmitted, Origin, Form]:
    """Return the form as it was filled in, and the form that was shown. Raises NotUnderstood."""
    origin, where = origin_of(activity, surface), place_of(activity)
    data, ours = data_of(activity), ours_of(activity)
    try:
        shown = unpack(must_text(ours, "packed"))
    except ValueError:
        raise NotUnderstood("the form that was shown can't be read") from None
    values = {field.name: _value(data.get(field.name), field) for field in shown.fields}
    form, context = storable(must(ours, "form")), _carried(ours, "context")
    typed = digest(*(f"{name}={value}" for name, value in sorted(values.items())))
    submitted = FormSubmitted(
        event_id=digest("form", maybe(ours, "nonce"), origin.user_id, form, context, typed),
        at=datetime.now(UTC),
        who=sender_of(origin.tenant, part(activity, "from")),
        where=where,
        form=form,
        context=context,
        values=values,
    )
    return submitted, origin, shown


def _carried(ours: Payload, name: str) -> str:
    """Return what a button or form of ours carries. Raises NotUnderstood when it can't be ours."""
    found = storable(maybe(ours, name))
    if len(found) > MOST_CARRIED:
        raise NotUnderstood(f"no {name} of ours is so long")
    return found


def must_text(payload: Payload, name: str) -> str:
    """Return a text of any length. Raises NotUnderstood when there is none."""
    found = maybe(payload, name)
    if not found:
        raise NotUnderstood(f"there is no {name}")
    return found


def _value(given: object, field: object) -> str | tuple[str, ...]:
    """Return what was typed or chosen in one field; several choices come with commas between."""
    text = given if isinstance(given, str) else ""
    if isinstance(field, ManyField):
        return tuple(one for one in text.split(",") if one)
    return text


def parse_action(activity: Payload) -> tuple[MessageActionChosen | None, Origin]:
    """Return the action chosen on a message, or None when no person wrote the message.

    Raises NotUnderstood.
    """
    origin = origin_of(activity, "extension")
    value = part(activity, "value")
    action, message = maybe(value, "commandId"), part(value, "messagePayload")
    if action not in list(MessageAction):
        raise NotUnderstood("there is no such message action")
    author = part(message, "from", "user")
    if not maybe(author, "id"):
        return None, origin
    message_id = must(message, "id")
    where = _place_of_message(activity, message, message_id)
    chosen = MessageActionChosen(
        event_id=digest("action", maybe(activity, "id"), origin.user_id, action, message_id),
        at=datetime.now(UTC),
        who=sender_of(origin.tenant, part(activity, "from")),
        where=where,
        action=MessageAction(action),
        message_id=message_id,
        author=Sender(
            platform=PLATFORM,
            tenant=origin.tenant,
            user_id=as_person(must(author, "id")),
            name=storable(maybe(author, "displayName")),
        ),
        text=storable(_words(part(message, "body"))),
        posted_at=moment(must(message, "createdDateTime")),
        permalink=_link(message) or link_to(where, message_id),
    )
    return chosen, origin


def _place_of_message(activity: Payload, message: Payload, message_id: str) -> Place:
    """Return where the message is, which the activity's own conversation may tell less exactly."""
    where = place_of(activity, message_id)
    thread = as_id(maybe(message, "replyToId")) or where.thread
    return replace(where, thread=thread if thread != message_id else None)


def _words(body: Payload) -> str:
    content = maybe(body, "content")
    return from_html(content) if maybe(body, "contentType") == "html" else content.strip()


def _link(message: Payload) -> str | None:
    link = maybe(message, "linkToMessage")
    return storable(link) if link.startswith(LINKS) else None


def parse_search(activity: Payload) -> SearchTyped:
    """Return what a person searches for to put into a conversation. Raises NotUnderstood."""
    where = place_of(activity)
    typed = [
        maybe(one, "value")
        for one in objects(part(activity, "value"), "parameters")
        if maybe(one, "name") != OPEN_SEARCH
    ]
    return SearchTyped(
        event_id=digest("search", must(activity, "id")),
        at=datetime.now(UTC),
        who=sender_of(where.tenant, part(activity, "from")),
        where=where,
        text=storable(" ".join(typed)).strip(),
    )
