"""Answers /ask, its form and its buttons; each checks who asks."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capture.door import clean
from bot.capture.models import Kind
from bot.cards import Answer, Ask, Invalid, Replace, Say, notice
from bot.community.caller import Caller
from bot.community.checks import Refused, as_member, kindly
from bot.community.models import Community
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.questions.asking import cards
from bot.questions.asking.saved import close_asking, is_theirs, nonce_of, not_saved_after_all
from bot.questions.experience.service import Experience
from bot.questions.fields import empty, too_long
from bot.questions.lookup import EarlierAnswers, Found, found_again
from bot.questions.network import channel_for, channel_name
from bot.questions.posting import ALREADY, post_for
from bot.questions.ranking import ANSWERS
from bot.questions.sight import past_communities, shown
from bot.questions.sureness import CHANNEL_FROM
from bot.router import Router, Turn

STALE = "That button is from an older message and no longer works. Please run the command again."
NOT_YOURS = "That card was made for somebody else. Ask your own question with /ask."
GONE = "That message is no longer kept, or you may not see it. Please ask again with /ask."


@dataclass(frozen=True, slots=True)
class Asking:
    """The handlers, with what they need: look-up, people, and the zone that days are told in."""

    earlier: EarlierAnswers
    experience: Experience
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

    def _answers(self, turn: Turn, words: str, event_id: str) -> Answer:
        community = as_member(turn.unit, turn.caller)
        if too_long(words, cards.LONGEST_QUESTION):
            return Ask(cards.ask_form(event_id, words[: cards.LONGEST_QUESTION]))
        past = past_communities(turn.unit.session)
        found = self.earlier.answers(turn.unit, words, {community.id, *past})
        nonce = nonce_of(turn.caller.who, event_id)
        people = self.experience.people_for(
            turn.unit.session,
            community.id,
            self.earlier.vector(words),
            turn.now,
            asker=turn.caller.person,
            nonce=nonce,
        )
        offered = [self._offered(one, turn.caller, past) for one in found]
        return Say(cards.answers_card(_question(turn, community, words, nonce), offered, people))

    def _offered(self, found: Found, caller: Caller, past: dict[int, str]) -> cards.Offered:
        one = found.contribution
        fellow = caller.belongs(one.community_id) and caller.belongs(one.channel.community_id)
        where = f"{one.platform.capitalize()}, {channel_name(one.channel)}" if fellow else ""
        return cards.Offered(
            shown=shown(found, caller, past, self.zone),
            where=where,
            related=found.probability < CHANNEL_FROM,
        )

    def this_answers(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Close the caller's question with an earlier answer."""
        nonce, _, rest = pressed.value.partition("\n")
        key, _, words = rest.partition("\n")
        words = clean(words).strip()
        community = as_member(turn.unit, turn.caller)
        if not nonce or not words:
            raise Refused(STALE)
        if not is_theirs(turn.caller.who, nonce):
            raise Refused(NOT_YOURS)
        past = past_communities(turn.unit.session)
        found = found_again(turn.unit.session, key)
        if found is None or not _may_be_offered(found, {community.id, *past}):
            raise Refused(GONE)
        put = close_asking(turn, community, nonce, found.contribution)
        question = _question(turn, community, words, nonce)
        offered = self._offered(found, turn.caller, past)
        card = cards.marked_card if put else cards.thanks_card
        return Replace(card(question, offered))


def _question(turn: Turn, community: Community, words: str, nonce: str) -> cards.Question:
    channel = channel_for(turn.unit.session, turn.caller, community.id)
    return cards.Question(words, nonce, channel_name(channel) if channel else "")


def _may_be_offered(found: Found, communities: set[int]) -> bool:
    answers = found.contribution.kind in ANSWERS or found.lesson is not None
    return answers and found.contribution.community_id in communities


def ask_network(turn: Turn, pressed: ButtonPressed) -> Answer:
    """Post the question to the network, once."""
    nonce, _, words = pressed.value.partition("\n")
    words = clean(words).strip()
    if not nonce or not words:
        raise Refused(STALE)
    channel, put = post_for(turn, Kind.QUESTION, "asks", words, nonce)
    if not put.posted:
        return Say(notice(ALREADY))
    not_saved_after_all(turn, nonce)
    return Say(notice(cards.asked_words(channel_name(channel), put.kept)))


def register(
    router: Router, *, earlier: EarlierAnswers, experience: Experience, zone: ZoneInfo
) -> None:
    """Register /ask."""
    asking = Asking(earlier, experience, zone)
    router.command(
        "ask",
        kindly(asking.ask),
        description="Find earlier answers, then ask your network",
        usage="your question",
        reads=True,
    )
    router.forms["ask"] = kindly(asking.submitted)
    router.button(cards.THIS_ANSWERS, kindly(asking.this_answers))
    router.button(cards.ASK_NETWORK, kindly(ask_network))
