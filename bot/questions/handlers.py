"""Answers /ask, /find and /challenge, their forms and buttons; each checks who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.capture.door import clean
from bot.capture.models import Kind
from bot.cards import Answer, Ask, Card, Invalid, Replace, Say, notice
from bot.community.checks import Refused, as_member, kindly
from bot.community.models import Channel, Community
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.questions import cards
from bot.questions.lookup import EarlierAnswers
from bot.questions.network import Put, channel_for, channel_name, name_of, put_to_network
from bot.questions.sharing import audience_of, shown_to
from bot.questions.sight import own_communities, past_communities, shown
from bot.router import Router, Turn
from bot.themes.numbers import theme_weeks
from bot.words import number_in

NO_CHANNEL = (
    "Your community has no channel to post in yet."
    " Ask a facilitator to set one up with /commonthread. Nothing was posted."
)
ALREADY = "That was posted before. Look for it in the channel."
STALE = "That button is from an older message and no longer works. Please run the command again."

NearestTheme = Callable[[Session, int, bytes], tuple[int, float] | None]


@dataclass(frozen=True, slots=True)
class Questions:
    """The handlers, with what they need: look-up, the nearest theme, the zone days are told in."""

    earlier: EarlierAnswers
    nearest_theme: NearestTheme
    zone: ZoneInfo

    def ask(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /ask."""
        if not given.text.strip():
            as_member(turn.unit, turn.caller)
            return Ask(cards.ask_form(given.event_id))
        return self._answers(turn, given.text.strip(), given.event_id)

    def ask_submitted(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Answer the form of /ask."""
        question = given.text("question")
        problem = _too_long(question, cards.LONGEST_QUESTION) or _empty(question, "your question")
        if problem:
            return Invalid({"question": problem})
        return self._answers(turn, question, given.context or given.event_id)

    def _answers(self, turn: Turn, question: str, nonce: str) -> Answer:
        community = as_member(turn.unit, turn.caller)
        if _too_long(question, cards.LONGEST_QUESTION):
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

    def ask_network(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Post the question to the network, once."""
        nonce, _, question = given.value.partition("\n")
        question = clean(question).strip()
        if not nonce or not question:
            raise Refused(STALE)
        channel, put = self._put(turn, Kind.QUESTION, "asks", question, nonce)
        return Say(
            notice(cards.asked_words(channel_name(channel), put.kept) if put.posted else ALREADY)
        )

    def _put(self, turn: Turn, kind: Kind, verb: str, text: str, nonce: str) -> tuple[Channel, Put]:
        community = as_member(turn.unit, turn.caller)
        channel = channel_for(turn.unit.session, turn.caller, community.id)
        if channel is None:
            raise Refused(NO_CHANNEL)
        put = put_to_network(
            turn.unit,
            turn.caller,
            channel,
            kind=kind,
            text=text,
            card=cards.posted_card(name_of(turn.caller), verb, text),
            nonce=nonce,
            now=turn.now,
        )
        return channel, put

    def challenge(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /challenge."""
        text = given.text.strip()
        if not text or _too_long(text, cards.LONGEST_CHALLENGE):
            as_member(turn.unit, turn.caller)
            return Ask(cards.challenge_form(given.event_id, text[: cards.LONGEST_CHALLENGE]))
        return self._challenge(turn, text, given.event_id)

    def challenge_submitted(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Answer the form of /challenge."""
        text = given.text("challenge")
        problem = _too_long(text, cards.LONGEST_CHALLENGE) or _empty(text, "the challenge")
        if problem:
            return Invalid({"challenge": problem})
        return self._challenge(turn, text, given.context or given.event_id)

    def _challenge(self, turn: Turn, text: str, nonce: str) -> Answer:
        community = as_member(turn.unit, turn.caller)
        others = self._others(turn, community, text)
        channel, put = self._put(turn, Kind.CHALLENGE, "shares a challenge", text, nonce)
        if not put.posted:
            raise Refused(ALREADY)
        return Say(notice(cards.challenge_words(channel_name(channel), put.kept, others)))

    def _others(self, turn: Turn, community: Community, text: str) -> int:
        """Return how many other hubs are in the theme that the words would belong to."""
        vector = self.earlier.vector(text)
        nearest = self.nearest_theme(turn.unit.session, community.id, vector)
        if nearest is None:
            return 0
        numbers = theme_weeks(turn.unit, community.id, turn.now, weeks=4)
        hubs = next((one.hubs for one in numbers if one.theme_id == nearest[0]), frozenset())
        own = turn.caller.person.hub_id if turn.caller.person else None
        return len(hubs - {own})

    def find(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /find."""
        as_member(turn.unit, turn.caller)
        if not given.text.strip():
            return Ask(cards.find_form())
        return Say(self._page(turn, given.text, 0))

    def find_submitted(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Answer the form of /find."""
        query = given.text("words")
        problem = _empty(query, "some words to look for")
        return Invalid({"words": problem}) if problem else Say(self._page(turn, query, 0))

    def find_page(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Turn to another page of what was found."""
        page, _, query = given.value.partition(" ")
        if not page.isdecimal() or not query.strip():
            raise Refused(STALE)
        return Replace(self._page(turn, clean(query), number_in(page)))

    def _page(self, turn: Turn, words: str, page: int) -> Card:
        query = " ".join(words.split())[: cards.LONGEST_SEARCH].strip()
        past = past_communities(turn.unit.session)
        own = own_communities(turn.caller) | {as_member(turn.unit, turn.caller).id}
        found = self.earlier.about(turn.unit, query, own | set(past))
        page = min(page, max(0, (len(found) - 1) // cards.PAGE))
        few = found[page * cards.PAGE : (page + 1) * cards.PAGE]
        seen = [shown(one, turn.caller, past, self.zone) for one in few]
        audience, here = audience_of(turn.caller), turn.caller.channel is not None
        shareable = {
            one.contribution.id
            for one in few
            if here and shown_to(audience, one, turn.caller, past, self.zone)
        }
        return cards.results_card(query, seen, page, len(found), shareable)


def register(
    router: Router, *, earlier: EarlierAnswers, nearest_theme: NearestTheme, zone: ZoneInfo
) -> None:
    """Register /ask, /find and /challenge."""
    answers = Questions(earlier, nearest_theme, zone)
    router.command(
        "ask",
        kindly(answers.ask),
        description="Find earlier answers, then ask your network",
        usage="your question",
        reads=True,
    )
    router.command(
        "challenge",
        kindly(answers.challenge),
        description="Share a challenge; see how many hubs raised it before",
        usage="what the challenge is",
    )
    router.command(
        "find",
        kindly(answers.find),
        description="Search answers, lessons and questions, past programmes included",
        usage="words to look for",
        reads=True,
    )
    router.forms["ask"] = kindly(answers.ask_submitted)
    router.forms["challenge"] = kindly(answers.challenge_submitted)
    router.forms["find"] = kindly(answers.find_submitted)
    router.button("ask_network", kindly(answers.ask_network))
    router.button("find_page", kindly(answers.find_page), reads=True)


def _too_long(text: str, most: int) -> str:
    return f"Use {most:,} characters or fewer. You used {len(text):,}." if len(text) > most else ""


def _empty(text: str, what: str) -> str:
    return "" if text else f"Enter {what}."
