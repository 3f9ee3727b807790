"""Answers /digest, its buttons and its form: one's own digest, and for facilitators a channel's."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.cards import Answer, Ask, Card, Invalid, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import Refused, as_member, kindly, must_facilitate
from bot.community.models import Channel
from bot.digests.letters import cards
from bot.digests.letters.changing import Wish, change
from bot.digests.letters.gathering.everything import address_of, write_letter
from bot.digests.letters.gathering.scope import Shared
from bot.digests.letters.items import ANSWERED
from bot.digests.letters.readers import (
    CHANNEL,
    IN_CHANNELS,
    PERSON,
    Reader,
    Usual,
    last_period,
    rhythm,
)
from bot.digests.letters.timing import next_time
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.questions.experience.service import Experience
from bot.questions.life.cards import standing_card
from bot.questions.life.saying import say_answered
from bot.questions.life.viewing import standing
from bot.router import Router, Turn
from bot.schedules.calendar import UnsafeTime, Weekday, check_time
from bot.words import number_in

ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Paris",
    "Europe/Athens",
    "Atlantic/Reykjavik",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Sydney",
)
LONGEST_PAUSE = timedelta(days=366)
NOT_A_DATE = "Type a date like 2026-12-24 after /digest, or nothing, to see your digest as of now."
NO_CHANNEL = "That channel can't have a digest: it is no channel of your community's members."
UNKNOWN_TIME = "Give a time like 09:00."
UNSAFE = (
    "Choose another time: times from 01:00 to 01:59 come twice, or not at all, when the clocks"
    " change."
)
UNKNOWN_DAY = "Give a day like {day}, or leave it empty."
TOO_FAR = "Give a day after today, at most a year from now. To stop the digest, choose Off."
CHOOSE = "Choose one."


@dataclass(frozen=True, slots=True)
class Answering:
    """The handlers; `usual` is when the digest comes to who chose nothing."""

    experience: Experience
    usual: Usual

    def command(self, turn: Turn, given: CommandGiven) -> Answer:
        """Show the caller their digest, as of now or of the date they typed."""
        reader, until = self._caller(turn), turn.now
        if given.text.strip():
            until = self._moment(turn, reader, given.text.strip())
        channel = turn.caller.channel
        here = channel is not None and channel.purpose in IN_CHANNELS
        may = channel is not None and turn.caller.facilitates(channel.community_id)
        value = Reader(CHANNEL, channel.id).key if channel is not None and here and may else ""
        return Say(self._preview(turn, reader, until, value))

    def preview(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Show a facilitator a channel's digest."""
        return Say(self._preview(turn, self._reader(turn, given.value), turn.now))

    def ask(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Ask when the digest is to come."""
        reader = self._reader(turn, given.value)
        theirs = rhythm(turn.unit.session, reader, self.usual)
        zones = tuple(dict.fromkeys((str(theirs.zone), str(self.usual.working.zone), *ZONES)))
        address = address_of(turn.unit.session, reader)
        today = turn.now.astimezone(theirs.zone).date()
        return Ask(cards.settings_form(theirs, address, zones, today))

    def save(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Save when the digest is to come."""
        reader = self._reader(turn, given.context)
        theirs = rhythm(turn.unit.session, reader, self.usual)
        zones = (str(theirs.zone), str(self.usual.working.zone), *ZONES)
        wish = _wish(given, zones, turn.now.astimezone(theirs.zone).date())
        if isinstance(wish, Invalid):
            return wish
        by = ensure_person(turn.unit, turn.caller.who)
        after = change(turn.unit, reader, wish, self.usual, by, turn.now)
        following = next_time(after, last_period(turn.unit.session, reader), turn.now)
        return Say(notice(f"Saved. {cards.when_words(after, following)}"))

    def _preview(self, turn: Turn, reader: Reader, until: datetime, channel: str = "") -> Card:
        session = turn.unit.session
        theirs = rhythm(session, reader, self.usual)
        shared = Shared(self.experience, self.usual.working, until)
        letter, address = write_letter(turn.unit, reader, shared, until, theirs.zone)
        on = until.astimezone(theirs.zone).date()
        if letter.sections:
            card = cards.digest_card(letter, address, on)
        else:
            card = cards.empty_card(address, on)
        following = next_time(theirs, last_period(session, reader), turn.now)
        return cards.preview_card(card, cards.when_words(theirs, following), channel)

    def _caller(self, turn: Turn) -> Reader:
        """Return the caller as a reader. Raises Refused unless they belong to a community."""
        community, person = as_member(turn.unit, turn.caller), turn.caller.person
        if person is None:
            raise Refused(f"I don't know you as a member of {community.name} yet.")
        return Reader(PERSON, person.id)

    def _reader(self, turn: Turn, value: str) -> Reader:
        """Return whose digest a button or form is about. Raises Refused if it is not theirs."""
        kind, _, number = value.partition(":")
        if kind != CHANNEL:
            return self._caller(turn)
        channel = turn.unit.session.get(Channel, number_in(number))
        if channel is None or channel.purpose not in IN_CHANNELS:
            raise Refused(NO_CHANNEL)
        must_facilitate(turn.caller, channel.community_id)
        return Reader(CHANNEL, channel.id)

    def _moment(self, turn: Turn, reader: Reader, text: str) -> datetime:
        """Return the time at which a day's digest would come. Raises Refused."""
        day = _day(text)
        if day is None:
            raise Refused(NOT_A_DATE)
        theirs = rhythm(turn.unit.session, reader, self.usual)
        return datetime.combine(day, theirs.at, tzinfo=theirs.zone)


def answered(turn: Turn, given: ButtonPressed) -> Answer:
    """Take the asker's word that a reply answered their question; the digest stays as it is."""
    question, new = say_answered(turn, given.value)
    lead = "Thank you." if new else "That was settled before."
    return Say(standing_card(standing(turn.unit.session, question), lead))


def _wish(given: FormSubmitted, zones: tuple[str, ...], today: date) -> Wish | Invalid:
    """Return what was filled in, or what to mend."""
    errors: dict[str, str] = {}
    for name, allowed in (
        (cards.WANTED, (cards.ON, cards.OFF)),
        (cards.WEEKDAY, tuple(map(str, Weekday))),
        (cards.ZONE, zones),
    ):
        if given.text(name) not in allowed:
            errors[name] = CHOOSE
    at, wrong = _time(given.text(cards.AT))
    if wrong:
        errors[cards.AT] = wrong
    paused, typed = _day(given.text(cards.PAUSED)), given.text(cards.PAUSED)
    if typed and paused is None:
        errors[cards.PAUSED] = UNKNOWN_DAY.format(day=today + timedelta(days=14))
    elif paused is not None and not today < paused <= today + LONGEST_PAUSE:
        errors[cards.PAUSED] = TOO_FAR
    if errors:
        return Invalid(errors)
    return Wish(
        wanted=given.text(cards.WANTED) == cards.ON,
        weekday=Weekday(given.text(cards.WEEKDAY)),
        at=at,
        zone=given.text(cards.ZONE),
        paused_until=paused,
    )


def _time(text: str) -> tuple[time, str]:
    """Return the time of day that was typed, or what is wrong with it."""
    if not re.fullmatch(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]", text):
        return time(), UNKNOWN_TIME
    hours, minutes = map(int, text.split(":"))
    try:
        return check_time(time(hours, minutes)), ""
    except UnsafeTime:
        return time(), UNSAFE


def _day(text: str) -> date | None:
    """Return the day that was typed as 2026-12-24."""
    if not re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def register(router: Router, *, experience: Experience, usual: Usual) -> None:
    """Register what is answered here."""
    answering = Answering(experience, usual)
    router.command(
        "digest",
        kindly(answering.command),
        description="See your weekly digest, and choose when it comes",
        usage="nothing, or a date like 2026-12-24",
        reads=True,
    )
    router.button(cards.PREVIEW, kindly(answering.preview), reads=True)
    router.button(cards.CHANGE, kindly(answering.ask), reads=True)
    router.button(ANSWERED, kindly(answered))
    router.forms[cards.FORM] = kindly(answering.save)
