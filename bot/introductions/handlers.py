"""Answers the buttons by which people offer help, ask for introductions, and agree to them.

A button says who with whom; whether that may be is asked here anew, each time.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.cards import Answer, Replace, Say, notice
from bot.community.caller import ensure_person
from bot.community.checks import Refused, as_member, kindly
from bot.community.models import Person
from bot.community.reaching import account_to_tell
from bot.community.service.pairing import set_pairs
from bot.delivery.outbox import account_destination, post
from bot.events import ButtonPressed
from bot.introductions.agreeing import Outcome, Wish, agree, ask_for, not_now
from bot.introductions.cards import introducing as cards
from bot.introductions.cards.buttons import AGREE, HELP_OFFER, INTRODUCE, NOT_NOW
from bot.introductions.cards.monthly import STOP, STOPPED
from bot.introductions.reaching import Meeting
from bot.introductions.subjects import (
    ASK,
    THEME,
    Subject,
    asked_in_private,
    find_subject,
    of_question,
)
from bot.introductions.who import fellows_among, who
from bot.questions import life
from bot.questions.models import OfferOfHelp, QuestionState
from bot.questions.sight import past_communities
from bot.router import Router, Turn
from bot.words import number_in

GONE = "I can't find what this is about any more, so nothing was done."
YOUR_OWN = "This is your own question. Somebody else has to offer help with it."
CLOSED = "Thank you. This question is closed by now, so no help is needed."
OFFERED = "Thank you. I have told {asker}, in private, that you can help."
OFFERED_BEFORE = "You have offered that before, and {asker} knows. Thank you."
NOT_YOURS = "Only the person who asked, or a facilitator, can ask for this introduction."
NOT_OFFERED = "I can't introduce you to this person: they do not want to be named any more."
NOT_HERE = "I can introduce members of the same community only, so nothing was done."
YOURSELF = "That is you."
MADE = "Done. I have put {people} in touch."
ASKED = "I have asked {people} in private. If that suits, I put you in touch."
ASKED_THEM = "I have asked {people} in private. If that suits them, I put them in touch."
BEFORE = "That introduction was made before. Look for it in your messages."
AGREED = "Thank you. I put you in touch."
WAITS = "Thank you. I put you in touch if the other person agrees too."
FINE = "That is fine. I tell nobody that you said so, and do not ask you about this again."


@dataclass(frozen=True, slots=True)
class Introductions:
    """The handlers; `meeting` is what the platforms can do."""

    meeting: Meeting

    def offer(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Note that a member can help with a question, and tell the asker in private."""
        subject = _visible(turn, of_question(turn.unit.session, number_in(given.value)))
        question, asker = subject.question, subject.asker
        if question is None or asker is None:
            raise Refused(GONE)
        helper = ensure_person(turn.unit, turn.caller.who)
        if not fellows_among(turn.unit.session, [helper.id], [question.community_id]):
            raise Refused(NOT_HERE)
        if helper.id == asker.id:
            raise Refused(YOUR_OWN)
        states = life.state_of(turn.unit.session, [question.id])
        if states[question.id] is not QuestionState.OPEN:
            raise Refused(CLOSED)
        turn.unit.alone_with(f"question:{question.id}")
        said = OFFERED
        if turn.unit.session.get(OfferOfHelp, (question.id, helper.id)):
            said = OFFERED_BEFORE
        else:
            offer = OfferOfHelp(question_id=question.id, person_id=helper.id, at=turn.now)
            turn.unit.session.add(offer)
            _tell_asker(turn, subject, asker, helper)
        return Say(notice(said.format(asker=who(asker).name)))

    def introduce(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Introduce the people named, or ask them first."""
        wish = _wish(turn, given.value)
        outcome = ask_for(turn.unit, self.meeting, wish, turn.now)
        others = [person for person in wish.people if person.id != wish.by.id]
        people = " and ".join(who(person).name for person in others)
        match outcome:
            case Outcome.MADE:
                people = f"you and {people}" if len(others) == 1 else people
                return Say(notice(MADE.format(people=people)))
            case Outcome.ASKED:
                said = ASKED if len(others) == 1 else ASKED_THEM
                return Say(notice(said.format(people=people)))
        return Say(notice(BEFORE))

    def agree(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Take a person's word that they agree to be introduced."""
        person = _known(turn)
        outcome = agree(turn.unit, self.meeting, number_in(given.value), person, turn.now)
        said = {
            Outcome.MADE: AGREED,
            Outcome.ASKED: WAITS,
            Outcome.BEFORE: BEFORE,
        }
        return Replace(notice(said.get(outcome, GONE)))

    def not_now(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Take a person's word that it does not suit them."""
        outcome = not_now(turn.unit, number_in(given.value), _known(turn), turn.now)
        said = {Outcome.NOT_NOW: FINE, Outcome.BEFORE: BEFORE}
        return Replace(notice(said.get(outcome, GONE)))


def _tell_asker(turn: Turn, subject: Subject, asker: Person, helper: Person) -> None:
    account = account_to_tell(turn.unit.session, asker.id, subject.question)
    if account is not None:
        card = cards.offer_card(who(helper), subject, helper.id)
        key = f"help-offer:{subject.about}:{helper.id}"
        post(turn.unit, account_destination(turn.unit, account), card, key=key, now=turn.now)


def _known(turn: Turn) -> Person:
    if turn.caller.person is None:
        raise Refused(GONE)
    return turn.caller.person


def _visible(turn: Turn, subject: Subject | None) -> Subject:
    """Return the subject if the caller may see it. Raises Refused."""
    as_member(turn.unit, turn.caller)
    if subject is None:
        raise Refused(GONE)
    if subject.community_id is not None and not turn.caller.belongs(subject.community_id):
        raise Refused(GONE)
    return subject


def _wish(turn: Turn, value: str) -> Wish:
    """Return what a button asks for, if the caller may ask for it. Raises Refused."""
    kind = value.partition(":")[0]
    about, *named = value.rsplit(":", 2 if kind == THEME else 1)
    if kind == ASK:
        about = asked_in_private(about)
    subject = _visible(turn, find_subject(turn.unit.session, about))
    by = ensure_person(turn.unit, turn.caller.who)
    people = [_person(turn.unit.session, number_in(one)) for one in named]
    match kind:
        case "question":
            people = [_asker(turn, subject, by), *people]
        case "theme":
            if not turn.caller.facilitates(subject.community_id or 0):
                raise Refused(NOT_YOURS)
        case _:
            people = [by, *people]
    if len(people) != 2 or people[0].id == people[1].id:
        raise Refused(YOURSELF)
    community_id = _common(turn, subject, people)
    return Wish(subject, community_id, (people[0], people[1]), by)


def _person(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise Refused(GONE)
    return person


def _asker(turn: Turn, subject: Subject, by: Person) -> Person:
    """Return who asked the question: the caller, unless they facilitate. Raises Refused."""
    if subject.asker is None:
        raise Refused(GONE)
    if subject.asker.id != by.id and not turn.caller.facilitates(subject.community_id or 0):
        raise Refused(NOT_YOURS)
    return subject.asker


def _common(turn: Turn, subject: Subject, people: Collection[Person]) -> int:
    """Return the community in which both may be introduced. Raises Refused.

    Over what was asked in private, somebody of a past programme may be, who let themselves be
    named.
    """
    session = turn.unit.session
    community_id = subject.community_id or as_member(turn.unit, turn.caller).id
    asks = subject.about.startswith(ASK)
    communities = {community_id, *(past_communities(session) if asks else ())}
    ids = {person.id for person in people}
    if fellows_among(session, ids, communities) != ids:
        raise Refused(NOT_HERE)
    by = turn.caller.person
    if asks and not all(person.helps for person in people if by is None or person.id != by.id):
        raise Refused(NOT_OFFERED)
    return community_id


def _stop_pairs(turn: Turn, given: ButtonPressed) -> Answer:
    """Pair the caller no more; whose card it is does not matter."""
    set_pairs(turn.unit, _known(turn), False, by=turn.caller.person, now=turn.now)
    return Say(notice(STOPPED))


def register(router: Router, *, meeting: Meeting) -> None:
    """Register the buttons."""
    handlers = Introductions(meeting)
    router.button(HELP_OFFER, kindly(handlers.offer))
    router.button(INTRODUCE, kindly(handlers.introduce))
    router.button(AGREE, kindly(handlers.agree))
    router.button(NOT_NOW, kindly(handlers.not_now))
    router.button(STOP, kindly(_stop_pairs))
