"""Answers /challenge and its form; each checks who asks."""

from dataclasses import dataclass

from bot.capture.models import Kind
from bot.cards import Answer, Ask, Invalid, Say, notice
from bot.community.checks import Refused, as_member, kindly
from bot.community.models import Community
from bot.events import CommandGiven, FormSubmitted
from bot.questions.challenging import cards
from bot.questions.experience.service import NearestTheme
from bot.questions.fields import empty, too_long
from bot.questions.lookup import EarlierAnswers
from bot.questions.network import channel_name
from bot.questions.posting import ALREADY, post_for
from bot.router import Router, Turn
from bot.themes.numbers import theme_weeks


@dataclass(frozen=True, slots=True)
class Challenging:
    """The handlers, with what they need: the words' vector and the theme nearest to it."""

    earlier: EarlierAnswers
    nearest_theme: NearestTheme

    def challenge(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /challenge."""
        text = given.text.strip()
        if not text or too_long(text, cards.LONGEST_CHALLENGE):
            as_member(turn.unit, turn.caller)
            return Ask(cards.challenge_form(given.event_id, text[: cards.LONGEST_CHALLENGE]))
        return self._challenge(turn, text, given.event_id)

    def submitted(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Answer the form of /challenge."""
        text = given.text("challenge")
        problem = too_long(text, cards.LONGEST_CHALLENGE) or empty(text, "the challenge")
        if problem:
            return Invalid({"challenge": problem})
        return self._challenge(turn, text, given.context or given.event_id)

    def _challenge(self, turn: Turn, text: str, nonce: str) -> Answer:
        community = as_member(turn.unit, turn.caller)
        others = self._others(turn, community, text)
        channel, put = post_for(turn, Kind.CHALLENGE, "shares a challenge", text, nonce)
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


def register(router: Router, *, earlier: EarlierAnswers, nearest_theme: NearestTheme) -> None:
    """Register /challenge."""
    challenging = Challenging(earlier, nearest_theme)
    router.command(
        "challenge",
        kindly(challenging.challenge),
        description="Share a challenge; see how many hubs raised it before",
        usage="what the challenge is",
    )
    router.forms["challenge"] = kindly(challenging.submitted)
