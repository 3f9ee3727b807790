"""Answers /ask, its form and its buttons; each checks who asks."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capture.door import clean
from bot.capture.models import Kind
from bot.cards import Answer, Ask, Invalid, Say, notice
from bot.community.checks import Refused, as_member, kindly
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.questions.asking import cards
from bot.questions.fields import empty, too_long
from bot.questions.lookup import EarlierAnswers
from bot.questions.network import channel_for, channel_name
from bot.questions.posting import ALREADY, post_for
from bot.questions.sight import past_communities, shown
from bot.router import Router, Turn

STALE = "That button is from an older message and no longer works. Please run the command again."


@dataclass(frozen=True, slots=True)
class Asking:
    """The handlers, with what they need: look-up, and the zone that days are told in."""

    earlier: EarlierAnswers
    zone: ZoneInfo

    def ask(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /ask."""
        if not given.text.strip():
            as_member(turn.unit, turn.caller)
            return Ask(cards.ask_form(given.event_id))
        return self._answers(turn, given.text.strip(), given.event_id)

    def submitted(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Answer the form of /ask."""
        question = given.text("question")
        problem = too_long(question, cards.LONGEST_QUESTION) or empty(question, "your question")
        if problem:
            return Invalid({"question": problem})
        return self._answers(turn, question, given.context or given.event_id)

    def _answers(self, turn: Turn, question: str, nonce: str) -> Answer:
        community = as_member(turn.unit, turn.caller)
        if too_long(question, cards.LONGEST_QUESTION):
            return Ask(cards.ask_form(nonce, question[: cards.LONGEST_QUESTION]))
        past = past_communities(turn.unit.session)
        found = self.earlier.answers(turn.unit, question, {community.id, *past})
        channel = channel_for(turn.unit.session, turn.caller, community.id)
        card = cards.answers_card(
            question,
            [shown(one, turn.caller, past, self.zone) for one in found],
            channel=channel_name(channel) if channel else "",
            nonce=nonce,
        )
        return Say(card)


def ask_network(turn: Turn, given: ButtonPressed) -> Answer:
    """Post the question to the network, once."""
    nonce, _, question = given.value.partition("\n")
    question = clean(question).strip()
    if not nonce or not question:
        raise Refused(STALE)
    channel, put = post_for(turn, Kind.QUESTION, "asks", question, nonce)
    return Say(
        notice(cards.asked_words(channel_name(channel), put.kept) if put.posted else ALREADY)
    )


def register(router: Router, *, earlier: EarlierAnswers, zone: ZoneInfo) -> None:
    """Register /ask."""
    asking = Asking(earlier, zone)
    router.command(
        "ask",
        kindly(asking.ask),
        description="Find earlier answers, then ask your network",
        usage="your question",
        reads=True,
    )
    router.forms["ask"] = kindly(asking.submitted)
    router.button("ask_network", kindly(ask_network))
