"""Answers the two buttons under a suggestion; each checks who presses, and for what."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capture.models import Contribution
from bot.cards import Answer, Replace
from bot.community.checks import Refused, as_member, kindly
from bot.events import ButtonPressed
from bot.privacy.audit import record
from bot.questions.answering import ASKER_ONLY, mark_answered, may_say
from bot.questions.lookup import found_again
from bot.questions.models import Suggestion
from bot.questions.network import name_of
from bot.questions.sight import past_communities
from bot.questions.suggesting import cards
from bot.questions.suggesting.under import shown_to_all
from bot.router import Router, Turn
from bot.words import number_in

GONE = "That suggestion no longer stands, so there is nothing to say about it."
SAID_HELPFUL = "The person who asked, or a facilitator, said that this answers the question."
SAID_NOT = "Somebody said so before. Thank you."


@dataclass(frozen=True, slots=True)
class Judging:
    """The handlers; days are told in `zone`."""

    zone: ZoneInfo

    def answers_it(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Mark the question as answered by what was suggested: its asker may, or a facilitator."""
        suggested, question = _held(turn, given)
        if not may_say(turn, question):
            raise Refused(ASKER_ONLY)
        past = past_communities(turn.unit.session)
        found = found_again(turn.unit.session, str(suggested.answer_id))
        seen = shown_to_all(question, found, past, self.zone) if found else None
        if found is None or seen is None:
            raise Refused(GONE)
        mark_answered(turn.unit, question, found.contribution, turn.caller.person, turn.now)
        _say(turn, suggested, helpful=True)
        return Replace(cards.taken_card(seen, name_of(turn.caller)))

    def not_helpful(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Learn that it did not help: any member may say so, once."""
        suggested, _ = _held(turn, given)
        if suggested.helpful is not None:
            raise Refused(SAID_HELPFUL if suggested.helpful else SAID_NOT)
        _say(turn, suggested, helpful=False)
        return Replace(cards.unhelpful_card())


def _held(turn: Turn, given: ButtonPressed) -> tuple[Suggestion, Contribution]:
    """Return the suggestion in whose channel a member pressed. Raises Refused.

    Nobody else judges it until this unit of work ends.
    """
    community = as_member(turn.unit, turn.caller)
    key, channel = number_in(given.value), turn.caller.channel
    turn.unit.alone_with(f"suggestion:{key}")
    suggested = turn.unit.session.get(Suggestion, key, populate_existing=True)
    question = turn.unit.session.get(Contribution, key)
    if suggested is None or question is None or question.deleted_at is not None:
        raise Refused(GONE)
    if (
        question.community_id != community.id
        or channel is None
        or channel.id != question.channel_id
    ):
        raise Refused(GONE)
    return suggested, question


def _say(turn: Turn, suggested: Suggestion, *, helpful: bool) -> None:
    person = turn.caller.person
    suggested.helpful, suggested.said_at = helpful, turn.now
    suggested.said_by_id = person.id if person else None
    record(
        turn.unit,
        by=person,
        action="suggestion.helpful" if helpful else "suggestion.not_helpful",
        subject=f"contribution:{suggested.question_id}",
        now=turn.now,
        answer=suggested.answer_id,
    )


def register(router: Router, *, zone: ZoneInfo) -> None:
    """Register the buttons."""
    judging = Judging(zone)
    router.button(cards.ANSWERS_IT, kindly(judging.answers_it))
    router.button(cards.NOT_HELPFUL, kindly(judging.not_helpful))
