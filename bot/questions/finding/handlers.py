"""Answers /find, its form, its filters and its pages; each checks who asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.capture.door import clean
from bot.capture.models import Contribution, Kind
from bot.cards import Answer, Ask, Card, Invalid, Replace, Say
from bot.community.checks import Refused, as_member, kindly
from bot.events import ButtonPressed, CommandGiven, FormSubmitted
from bot.lessons.resources.cards import Shared
from bot.lessons.resources.models import Resource
from bot.lessons.resources.reading import of_messages
from bot.questions.acted_on import wrote
from bot.questions.cards import WORDS_SHOWN
from bot.questions.finding import cards
from bot.questions.finding.curated import told_of
from bot.questions.finding.marking import has_any, marked
from bot.questions.finding.query import Query, parse
from bot.questions.finding.scope import NotThere, Reach, hubs, matching, programmes, resolve, themes
from bot.questions.finding.search import Search
from bot.questions.finding.terms import Terms
from bot.questions.life import ASKABLE
from bot.questions.lookup import Found
from bot.questions.same.telling import open_ones
from bot.questions.sharing import audience_of, shown_to
from bot.questions.sight import own_communities, past_communities, shown
from bot.router import Router, Turn
from bot.words import number_in

STALE = "That button is from an older message and no longer works. Please run the command again."
CHOICES = {"programme": programmes, "theme": themes, "hub": hubs}
SOURCES = {
    Kind.ANSWER: cards.Source.ANSWER,
    Kind.LESSON: cards.Source.LESSON,
    Kind.QUESTION: cards.Source.QUESTION,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The handlers, with what they need: the search, and the zone that days are told in."""

    search: Search
    zone: ZoneInfo

    def find(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /find."""
        query = parse(given.text)
        return self._form(turn, query) if query.is_empty else Say(self._page(turn, query, 0))

    def submitted(self, turn: Turn, given: FormSubmitted) -> Answer:
        """Answer the form of /find."""
        query = Query(**{one.name: given.text(one.name) for one in fields(Query)}).cut()
        if query.is_empty:
            return Invalid({"words": "Enter some words to look for, or choose a filter."})
        try:
            return Say(self._found(turn, query, 0))
        except NotThere as error:
            return Invalid({error.field: str(error)})

    def filter(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Open the form, filled in with what was looked for."""
        return self._form(turn, parse(clean(given.value)))

    def turn_page(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Turn to another page of what was found."""
        page, _, typed = given.value.partition(" ")
        query = parse(clean(typed))
        if not page.isdecimal() or query.is_empty:
            raise Refused(STALE)
        return Replace(self._page(turn, query, number_in(page)))

    def _form(self, turn: Turn, query: Query) -> Answer:
        reach = reach_of(turn)
        menus, chosen = {}, {}
        for name, there_are in CHOICES.items():
            choices = there_are(turn.unit.session, reach)
            menus[name] = [(one.value, one.name) for one in choices]
            chosen[name] = next((one.value for one in matching(getattr(query, name), choices)), "")
        return Ask(cards.find_form(replace(query, **chosen), menus))

    def _page(self, turn: Turn, query: Query, page: int) -> Card:
        try:
            return self._found(turn, query, page)
        except NotThere as error:
            return cards.refused_card(query, str(error))

    def _found(self, turn: Turn, query: Query, page: int) -> Card:
        reach = reach_of(turn)
        within = resolve(turn.unit.session, reach, query, self._today(turn), self.zone)
        keys = self.search.find(turn.unit, query, within)
        page = min(page, max(0, (len(keys) - 1) // cards.PAGE))
        few = self.search.load(turn.unit, keys[page * cards.PAGE : (page + 1) * cards.PAGE])
        waiting = _to_follow(turn, [one.contribution for one in few])
        shared = of_messages(turn.unit.session, [one.contribution.id for one in few])
        hits = [
            replace(
                self._hit(turn, one, reach, query.terms, shared[one.contribution.id]),
                open=one.contribution.id in waiting,
            )
            for one in few
        ]
        return cards.results_card(query, within.told, hits, page, len(keys))

    def _today(self, turn: Turn) -> date:
        return turn.now.astimezone(self.zone).date()

    def _hit(
        self, turn: Turn, found: Found, reach: Reach, terms: Terms, shared: Sequence[Resource]
    ) -> cards.Hit:
        past, here = dict(reach.past), turn.caller.channel is not None
        seen = shown(found, turn.caller, past, self.zone)
        said, lesson = seen.words, found.lesson
        if lesson and not has_any(said, terms):
            said = next((one for one in told_of(lesson) if has_any(one, terms)), said)
        for_all = here and shown_to(audience_of(turn.caller), found, turn.caller, past, self.zone)
        return cards.Hit(
            source=cards.Source.RESOURCE if shared else SOURCES[found.contribution.kind],
            shown=seen,
            words=marked(said, terms, WORDS_SHOWN),
            recommendation=marked(seen.recommendation, terms, WORDS_SHOWN),
            shareable=bool(for_all),
            shared=tuple(Shared(one.id, one.title, one.url, one.who_for) for one in shared),
        )


def _to_follow(turn: Turn, found: Iterable[Contribution]) -> set[int]:
    """Return the open questions among these that the caller may follow: not their own."""
    asked = [
        one
        for one in found
        if one.kind in ASKABLE and one.is_root and turn.caller.belongs(one.community_id)
    ]
    return {one.id for one in open_ones(turn.unit.session, asked) if not wrote(turn, one)}


def reach_of(turn: Turn) -> Reach:
    """Return where the caller may look. Raises Refused for who is no member."""
    here = as_member(turn.unit, turn.caller).id
    return Reach(own_communities(turn.caller) | {here}, past_communities(turn.unit.session))


def register(router: Router, *, search: Search, zone: ZoneInfo) -> None:
    """Register /find."""
    finding = Finding(search, zone)
    router.command(
        "find",
        kindly(finding.find),
        description="Search answers, lessons and questions, past programmes included",
        usage="words to look for",
        reads=True,
    )
    router.forms["find"] = kindly(finding.submitted)
    router.button(cards.TURN, kindly(finding.turn_page), reads=True)
    router.button(cards.FILTER, kindly(finding.filter), reads=True)
