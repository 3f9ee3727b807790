"""Takes the lesson's form: checks every field, finds or keeps the message, saves the lesson."""

from bot.capture import service as capture
from bot.capture.models import Contribution, Kind
from bot.cards import Answer, Invalid, Say
from bot.community.caller import ensure_person
from bot.community.checks import Refused, as_member
from bot.events import FormSubmitted
from bot.lessons.backing import add_account, backing_of
from bot.lessons.cards import LONGEST_SENTENCE, LONGEST_STORY, NEW, account_card, saved_card
from bot.lessons.models import LIVING, Lesson
from bot.lessons.permission import kept, lesson_to_change, may_widen
from bot.lessons.same import stands
from bot.lessons.service import Sharing, Told, lesson_of, save_lesson, told_by
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
    " Leave it as it is."
)
AUTHOR_NAMES = "Only the person who wrote the message, or a facilitator, can show the hub's name."
NARROW = Told(
    what_happened="", recommendation="", worked=False, sharing=Sharing.MEMBERS, named=False
)
"""As little as a lesson of somebody else's words is shared."""


def submitted(turn: Turn, given: FormSubmitted) -> Answer:
    """Save the lesson, or add it to one there is; or say what to mend."""
    what, _, reference = given.context.partition(":")
    message, lesson = None, None
    if what == "kept" and number_in(reference):
        message = kept(turn, number_in(reference))
        lesson = lesson_to_change(turn, message)
    elif what != "new" or not reference:
        raise Refused(STALE)
    if given.text("same") not in ("", NEW):
        return _account(turn, given, message, reference)
    errors = _wrong(given)
    before = None
    if message is not None and not may_widen(turn, message):
        before = told_by(lesson) if lesson else NARROW
        errors |= _not_theirs(given, before)
    if errors:
        return Invalid(errors)
    if message is None:
        message = _keep_new(turn, reference, given.text("what_happened"))
        lesson_to_change(turn, message)
    told = _told(given, named=before.named if before else given.text("named") == "yes")
    save_lesson(turn.unit, message, told, turn.caller.person, turn.now)
    return Say(saved_card(told, message.channel.community.name))


def _account(
    turn: Turn, given: FormSubmitted, message: Contribution | None, reference: str
) -> Answer:
    """Keep the message as another account of the lesson chosen."""
    lesson = turn.unit.session.get(Lesson, number_in(given.text("same")))
    if lesson is None or lesson.status not in LIVING or not stands(lesson):
        return Invalid({"same": "That lesson is no longer there. Choose again."})
    community = kept(turn, lesson.contribution_id).community_id
    words = given.text("what_happened")
    errors = {name: why for name, why in _wrong(given).items() if name == "what_happened"}
    if errors:
        return Invalid(errors)
    message = message or _keep_new(turn, reference, words)
    if lesson_of(turn.unit, message.id) or message.community_id != community:
        raise Refused(STALE)
    add_account(turn.unit, lesson, message, words, turn.caller.person, turn.now)
    return Say(account_card(lesson.recommendation, backing_of(turn.unit.session, lesson).accounts))


def _wrong(given: FormSubmitted) -> dict[str, str]:
    return _missing(given) | _too_long(given)


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


def _not_theirs(given: FormSubmitted, before: Told) -> dict[str, str]:
    """Say what only the author may change: how widely it is shared, and the hub's name."""
    errors = {}
    if given.text("sharing") != before.sharing:
        errors["sharing"] = AUTHOR_SHARES
    if given.text("named") == "yes" and not before.named:
        errors["named"] = AUTHOR_NAMES
    return errors


def _told(given: FormSubmitted, *, named: bool) -> Told:
    return Told(
        what_happened=given.text("what_happened"),
        recommendation=given.text("recommendation"),
        worked=given.text("worked") == "yes",
        sharing=Sharing(given.text("sharing")),
        named=named,
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
