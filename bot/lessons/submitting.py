"""Takes the lesson's form: checks every field, finds or keeps the message, saves the lesson."""

from bot.capture import service as capture
from bot.capture.models import Contribution, Kind
from bot.cards import Answer, Invalid, Say
from bot.community.caller import ensure_person
from bot.community.checks import Refused, as_member
from bot.events import FormSubmitted
from bot.lessons.cards import LONGEST_SENTENCE, LONGEST_STORY, saved_card
from bot.lessons.permission import kept, lesson_to_change, may_widen
from bot.lessons.service import Sharing, Told, save_lesson
from bot.questions.network import channel_for, place_of
from bot.router import Turn
from bot.words import number_in

NO_CHANNEL = (
    "Your community has no channel yet, so I have nowhere to keep the lesson."
    " Ask a facilitator to set one up with /commonthread. Nothing was saved."
)
CAPTURE_OFF = (
    "I can't keep this lesson, because capture is switched off for you or your hub."
    " Type /mydata to switch it on. Nothing was saved."
)
STALE = "This form is from an older message and no longer works. Please type /lesson again."
AUTHOR_SHARES = (
    "Only the person who wrote the message, or a facilitator, can share it more widely."
    " Choose “Members of the network”."
)
AUTHOR_NAMES = "Only the person who wrote the message, or a facilitator, can show the hub's name."


def submitted(turn: Turn, given: FormSubmitted) -> Answer:
    """Save the lesson, or say what to mend."""
    what, _, reference = given.context.partition(":")
    message = None
    if what == "kept" and number_in(reference):
        message = kept(turn, number_in(reference))
        lesson_to_change(turn, message)
    elif what != "new" or not reference:
        raise Refused(STALE)
    errors = _missing(given) | _too_long(given)
    if message is not None and not may_widen(turn, message):
        errors |= _not_theirs(given)
    if errors:
        return Invalid(errors)
    message = message or _keep_new(turn, reference, given.text("what_happened"))
    told = _told(given)
    save_lesson(turn.unit, message, told, turn.caller.person, turn.now)
    return Say(saved_card(told, message.channel.community.name))


def _missing(given: FormSubmitted) -> dict[str, str]:
    needed = {
        "what_happened": "Enter what happened.",
        "recommendation": "Enter what you would tell others, in one sentence.",
    }
    errors = {name: words for name, words in needed.items() if not given.text(name)}
    if given.text("worked") not in ("yes", "no"):
        errors["worked"] = "Choose whether it worked."
    if given.text("sharing") not in set(Sharing):
        errors["sharing"] = "Choose who may see it."
    return errors


def _too_long(given: FormSubmitted) -> dict[str, str]:
    errors = {}
    for name, most in (("what_happened", LONGEST_STORY), ("recommendation", LONGEST_SENTENCE)):
        length = len(given.text(name))
        if length > most:
            errors[name] = f"Use {most:,} characters or fewer. You used {length:,}."
    if "\n" in given.text("recommendation"):
        errors["recommendation"] = "Use one sentence, on one line."
    return errors


def _not_theirs(given: FormSubmitted) -> dict[str, str]:
    errors = {}
    if given.text("sharing") != Sharing.MEMBERS:
        errors["sharing"] = AUTHOR_SHARES
    if given.text("named") == "yes":
        errors["named"] = AUTHOR_NAMES
    return errors


def _told(given: FormSubmitted) -> Told:
    return Told(
        what_happened=given.text("what_happened"),
        recommendation=given.text("recommendation"),
        worked=given.text("worked") == "yes",
        sharing=Sharing(given.text("sharing")),
        named=given.text("named") == "yes",
    )


def _keep_new(turn: Turn, nonce: str, text: str) -> Contribution:
    """Keep a lesson that was never a message, once a form. Raises Refused."""
    community = as_member(turn.unit, turn.caller)
    channel = channel_for(turn.unit.session, turn.caller, community.id)
    if channel is None:
        raise Refused(NO_CHANNEL)
    message = capture.keep(
        turn.unit,
        event_place=place_of(channel),
        message_id=f"lesson:{nonce}",
        author=turn.caller.who,
        text=text,
        posted_at=turn.now,
        kind=Kind.LESSON,
        by=turn.caller.person or ensure_person(turn.unit, turn.caller.who),
        now=turn.now,
    )
    if message is None:
        raise Refused(CAPTURE_OFF)
    return message
