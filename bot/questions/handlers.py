"""Answers /find, its form and its pages; each checks who asks."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.capture.door import clean
from bot.cards import Answer, Ask, Card, Invalid, Replace, Say
from bot.community.checks import Refused, as_member, kindly
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.questions import cards
from bot.questions.fields import empty
from bot.questions.lookup import EarlierAnswers
from bot.questions.sharing import audience_of, shown_to
from bot.questions.sight import own_communities, past_communities, shown
from bot.router import Router, Turn
from bot.words import number_in

STALE = "That button is from an older message and no longer works. Please run the command again."


@dataclass(frozen=True, slots=True)
class Finding:
    """The handlers, with what they need: look-up, and the zone that days are told in."""

    earlier: EarlierAnswers
    zone: ZoneInfo

    def find(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /find."""
        as_member(turn.unit, turn.caller)
        if not given.text.strip():
            return Ask(cards.find_form())
        return Say(self._page(turn, given.text, 0))

    def find_submitted(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Answer the form of /find."""
        query = given.text("words")
        problem = empty(query, "some words to look for")
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


def register(router: Router, *, earlier: EarlierAnswers, zone: ZoneInfo) -> None:
    """Register /find."""
    finding = Finding(earlier, zone)
    router.command(
        "find",
        kindly(finding.find),
        description="Search answers, lessons and questions, past programmes included",
        usage="words to look for",
        reads=True,
    )
    router.forms["find"] = kindly(finding.find_submitted)
    router.button("find_page", kindly(finding.find_page), reads=True)
