"""Follows the files of messages, and answers who changes or removes a resource."""

from bot.capture import service as capture
from bot.cards import Answer, Ask, Invalid, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly
from bot.events import ButtonPressed, FormSubmitted, MessageDeleted, MessageEdited, MessagePosted
from bot.lessons.permission import may_widen
from bot.lessons.resources import cards
from bot.lessons.resources.keeping import keep_files, let_go
from bot.lessons.resources.models import Audience, Resource
from bot.lessons.resources.words import LONGEST_TITLE, LONGEST_WHO
from bot.privacy.audit import record
from bot.questions.fields import empty, too_long
from bot.router import Router, Turn
from bot.words import number_in

GONE = "That is not kept any more."
NOT_YOURS = "Only the person who shared it, or a facilitator, can change it. Ask one of them."
CHANGED = "“{title}” is saved."
REMOVED = "“{title}” is removed. The message stays where it was said."


def on_posted(turn: Turn, event: MessagePosted) -> None:
    """Keep the files that came with a message that is kept."""
    if event.files:
        _follow(turn, event)


def on_edited(turn: Turn, event: MessageEdited) -> None:
    """Follow which files a message has now."""
    _follow(turn, event)


def _follow(turn: Turn, event: MessagePosted | MessageEdited) -> None:
    message = capture.find(turn.unit.session, event.where, event.message_id)
    if message is not None and message.deleted_at is None and event.at >= message.version:
        keep_files(turn.unit, message, event.files)


def on_deleted(turn: Turn, event: MessageDeleted) -> None:
    """Let go of what an erased message shared."""
    message = capture.find(turn.unit.session, event.where, event.message_id)
    if message is not None and message.deleted_at is not None:
        let_go(turn.unit, [message.id])


def editing(turn: Turn, given: ButtonPressed) -> Answer:
    """Ask for its words."""
    resource = _to_change(turn, given.value)
    curates = turn.caller.facilitates(resource.contribution.community_id)
    return Ask(cards.resource_form(resource, curates=curates))


def edited(turn: Turn, given: FormSubmitted) -> Answer:
    """Put the words in place."""
    resource = _to_change(turn, given.context)
    title, who_for = (" ".join(given.text(name).split()) for name in ("title", "who_for"))
    errors = {
        "title": empty(title, "what it is called") or too_long(title, LONGEST_TITLE),
        "who_for": too_long(who_for, LONGEST_WHO),
    }
    if any(errors.values()):
        return Invalid({name: why for name, why in errors.items() if why})
    resource.title, resource.who_for = title, who_for
    audience = given.text("audience")
    if audience in set(Audience) and turn.caller.facilitates(resource.contribution.community_id):
        resource.audience = audience
    _changed(turn, resource, "resource.changed")
    return Say(notice(CHANGED.format(title=title)))


def removed(turn: Turn, given: ButtonPressed) -> Answer:
    """Take it away for good."""
    resource = _to_change(turn, given.value)
    resource.removed = True
    _changed(turn, resource, "resource.removed")
    return Say(notice(REMOVED.format(title=resource.title)))


def _to_change(turn: Turn, value: str) -> Resource:
    """Return a resource that the caller may change. Raises Refused."""
    resource = turn.unit.session.get(Resource, number_in(value))
    if resource is None or resource.removed or resource.contribution.deleted_at is not None:
        raise Refused(GONE)
    if not turn.caller.belongs(resource.contribution.community_id):
        raise Refused(GONE)
    if not may_widen(turn, resource.contribution):
        raise Refused(NOT_YOURS)
    return resource


def _changed(turn: Turn, resource: Resource, action: str) -> None:
    person = ensure_person(turn.unit, turn.caller.who)
    resource.by_id, resource.at = person.id, turn.now
    record(turn.unit, by=person, action=action, subject=f"resource:{resource.id}", now=turn.now)


def register(router: Router) -> None:
    """Register what is answered here; after capture, which keeps or erases the messages."""
    router.on(MessagePosted, on_posted)
    router.on(MessageEdited, on_edited)
    router.on(MessageDeleted, on_deleted)
    router.button(cards.EDIT, kindly(editing), reads=True)
    router.button(cards.REMOVE, kindly(removed))
    router.forms[cards.EDIT] = kindly(edited)
