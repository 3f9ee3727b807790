"""Answers a search for something to put into a conversation, and "Share here" under /find."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Answer, Results, Say, notice
from bot.community.checks import Refused, as_member, kindly
from bot.community.models import Purpose
from bot.delivery.models import Audience as Readers
from bot.delivery.outbox import channel_destination, post
from bot.events import ButtonPressed, SearchTyped
from bot.privacy.audit import record
from bot.questions import cards
from bot.questions.finding.query import parse
from bot.questions.finding.scope import NotThere, Reach, resolve
from bot.questions.finding.search import Search
from bot.questions.lookup import found_again
from bot.questions.network import channel_name, name_of
from bot.questions.sharing import audience_of, shown_to
from bot.questions.sight import own_communities, past_communities
from bot.router import Router, Turn

MOST_RESULTS = 10
GONE = "That is no longer kept, or you may not see it. Nothing was posted."
NO_CHANNEL = "This works in a channel that was set up. Nothing was posted."
NOT_FOR_ALL = (
    "Not everybody in this channel may see that. Share it in a channel of its own community."
    " Nothing was posted."
)
SHARED = "It is being posted in {channel}, with your name as who shares it."
BEFORE = "That was shared here today already. Look for it in the channel."


@dataclass(frozen=True, slots=True)
class PassingOn:
    """The handlers, with what they need: the search, and the zone that days are told in."""

    finds: Search
    zone: ZoneInfo

    def search(self, turn: Turn, given: SearchTyped) -> Answer:
        """Answer a search for something to put into a conversation: what everybody there may see.

        Those who may not search find nothing.
        """
        query, own = parse(given.text), own_communities(turn.caller)
        if query.is_empty or not own:
            return Results()
        past = past_communities(turn.unit.session)
        today = turn.now.astimezone(self.zone).date()
        try:
            scope = resolve(turn.unit.session, Reach(own, past), query, today, self.zone)
        except NotThere:  # it is still being typed, perhaps
            return Results()
        keys = self.finds.find(turn.unit, query, scope, typing=True)
        found = self.finds.load(turn.unit, keys)
        audience = audience_of(turn.caller)
        seen = (shown_to(audience, one, turn.caller, past, self.zone) for one in found)
        return Results(tuple(cards.result_of(one) for one in seen if one)[:MOST_RESULTS])

    def share(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Post something found where the caller is, once a day in the same place."""
        as_member(turn.unit, turn.caller)
        channel, past = turn.caller.channel, past_communities(turn.unit.session)
        found = found_again(turn.unit.session, given.value)
        if channel is None:
            raise Refused(NO_CHANNEL)
        seen_by_caller = own_communities(turn.caller) | set(past)
        if found is None or found.contribution.community_id not in seen_by_caller:
            raise Refused(GONE)
        seen = shown_to(audience_of(turn.caller), found, turn.caller, past, self.zone)
        if seen is None:
            raise Refused(NOT_FOR_ALL)
        thread = given.where.thread
        card = cards.shared_card(seen, name_of(turn.caller))
        day = turn.now.astimezone(self.zone).date()
        key = f"share:{channel.id}:{thread or ''}:{seen.contribution_id}:{day}"
        place = channel_destination(channel, thread)
        central = channel.purpose is Purpose.CENTRAL
        readers = Readers.DEPARTMENT if central else Readers.MEMBERS
        if not post(turn.unit, place, card, key=key, now=turn.now, audience=readers):
            raise Refused(BEFORE)
        record(
            turn.unit,
            by=turn.caller.person,
            action="contribution.shared",
            subject=f"contribution:{seen.contribution_id}",
            now=turn.now,
            channel=channel.id,
        )
        return Say(notice(SHARED.format(channel=channel_name(channel))))


def register(router: Router, *, search: Search, zone: ZoneInfo) -> None:
    """Register the search and the button."""
    passing_on = PassingOn(search, zone)
    router.search = passing_on.search
    router.button(cards.SHARE, kindly(passing_on.share))
