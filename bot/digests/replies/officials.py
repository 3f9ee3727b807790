"""Answers what officials press and fill in: reply, follow, ask the hubs. Each checks who asks."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.cards import Answer, Ask, Invalid, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import kindly
from bot.digests.replies import forms
from bot.digests.replies.about import About, for_official, theme_for_official
from bot.digests.replies.cards import ASK_BACK, FOLLOW, REPLY, UNFOLLOW
from bot.digests.replies.dates import NotADay, coming_day
from bot.digests.replies.following import follow, unfollow
from bot.digests.replies.models import Standing
from bot.digests.replies.service import ask_hubs, give_reply
from bot.digests.replies.wording import names_fault, subject_words
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn

SENT = "Sent. It goes to the channels and the people that raised this, as from “The department”."
TO_CHECK = "Sent to the facilitators. The hubs see it once one of them has released it."
SAID = "You sent the very same just now. It is not sent again."
POSTED = "Asked. It is posted in the channels that raised this, as from “The department”."
FOLLOWED = (
    "You follow “{label}”. I tell you when a summary tells of it, and when the department replied."
)
BEFORE = "You follow “{label}” already."
UNFOLLOWED = "You do not follow “{label}” any more."
SAYS = (Standing.ACKNOWLEDGED, Standing.ANSWERED, Standing.DOING, Standing.NOT_DOING)
NEEDED = {
    Standing.ANSWERED: "Write the answer.",
    Standing.DOING: "Write what you are doing.",
    Standing.NOT_DOING: "Write why not: the hubs read this.",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form of a reply, checked."""

    says: Standing
    words: str
    by_when: date | None


@dataclass(frozen=True, slots=True)
class Officials:
    """The handlers; days are told in the zone."""

    zone: ZoneInfo

    def reply(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Ask what the department says."""
        about = for_official(turn, pressed.value)
        first = about.community.releases_replies
        return Ask(forms.reply_form(_words(turn, about), about.value, released_first=first))

    def replied(self, turn: Turn, form: FormSubmitted) -> Answer:
        """Take the reply."""
        about = for_official(turn, form.context)
        written = read_reply(form, turn.now.astimezone(self.zone).date())
        if isinstance(written, Invalid):
            return written
        if wrong := names_fault(turn.unit.session, about.community, written.words):
            return Invalid({forms.WORDS: wrong})
        subject = about.ask or about.theme
        assert subject is not None  # noqa: S101 - it is about one of the two
        given = give_reply(
            turn.unit,
            about.community,
            subject,
            written.says,
            written.words,
            written.by_when,
            by=ensure_person(turn.unit, turn.caller.who),
            now=turn.now,
        )
        if given is None:
            return Say(notice(SAID))
        return Say(notice(TO_CHECK if about.community.releases_replies else SENT))

    def ask(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Ask what to ask the hubs."""
        community, theme = theme_for_official(turn, pressed.value)
        words = subject_words(turn.unit.session, theme.id, None)
        first = community.releases_replies
        return Ask(forms.ask_back_form(words, f"theme:{theme.id}", released_first=first))

    def asked(self, turn: Turn, form: FormSubmitted) -> Answer:
        """Take the question to the hubs."""
        community, theme = theme_for_official(turn, form.context)
        words = form.text(forms.WORDS)
        if not words or len(words) > forms.LONGEST_QUESTION:
            most = f"{forms.LONGEST_QUESTION} characters"
            return Invalid({forms.WORDS: f"Write a question of at most {most}."})
        if wrong := names_fault(turn.unit.session, community, words):
            return Invalid({forms.WORDS: wrong})
        by = ensure_person(turn.unit, turn.caller.who)
        if ask_hubs(turn.unit, community, theme, words, by=by, now=turn.now) is None:
            return Say(notice(SAID))
        return Say(notice(TO_CHECK if community.releases_replies else POSTED))

    def follow(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Have the official follow the theme."""
        _, theme = theme_for_official(turn, pressed.value)
        person = ensure_person(turn.unit, turn.caller.who)
        new = follow(turn.unit, theme, person.id, turn.now)
        label = subject_words(turn.unit.session, theme.id, None)
        return Say(notice((FOLLOWED if new else BEFORE).format(label=label)))

    def unfollow(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Have the official follow it no longer."""
        _, theme = theme_for_official(turn, pressed.value)
        person = ensure_person(turn.unit, turn.caller.who)
        unfollow(turn.unit, theme, person.id)
        label = subject_words(turn.unit.session, theme.id, None)
        return Say(notice(UNFOLLOWED.format(label=label)))


def read_reply(form: FormSubmitted, today: date) -> Written | Invalid:
    """Return what stands in the form, or what to mend. Pure."""
    errors: dict[str, str] = {}
    says = next((one for one in SAYS if one == form.text(forms.SAYS)), None)
    words, when = form.text(forms.WORDS), form.text(forms.BY_WHEN)
    if says is None:
        errors[forms.SAYS] = "Choose what you say."
    elif not words and says in NEEDED:
        errors[forms.WORDS] = NEEDED[says]
    if len(words) > forms.LONGEST_REPLY:
        errors[forms.WORDS] = f"Use {forms.LONGEST_REPLY:,} characters or fewer."
    by_when = None
    try:
        by_when = coming_day(when, today) if when else None
    except NotADay as error:
        errors[forms.BY_WHEN] = str(error)
    if errors or says is None:
        return Invalid(errors)
    return Written(says, words, by_when)


def _words(turn: Turn, about: About) -> str:
    ask, theme = about.ask, about.theme
    return subject_words(turn.unit.session, theme.id if theme else None, ask.id if ask else None)


def register(router: Router, officials: Officials) -> None:
    """Register the officials' buttons and forms."""
    router.button(REPLY, kindly(officials.reply), reads=True)
    router.button(ASK_BACK, kindly(officials.ask), reads=True)
    router.button(FOLLOW, kindly(officials.follow))
    router.button(UNFOLLOW, kindly(officials.unfollow))
    router.forms[forms.REPLY_FORM] = kindly(officials.replied)
    router.forms[forms.ASK_BACK_FORM] = kindly(officials.asked)
