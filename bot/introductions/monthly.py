"""Pairs people of different hubs once a month: those who want it, over what both hubs talk about.

A community's pairs and what they are told are kept in one transaction, so whatever is interrupted,
nobody is paired twice in a month.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.community.models import Community, Person, Programme
from bot.community.reaching import account_to_tell
from bot.delivery.outbox import account_destination, post
from bot.introductions.cards import monthly as cards
from bot.introductions.models import Pair
from bot.introductions.pairing import Candidate, Match, pair_up
from bot.introductions.reaching import Cards, Meeting, bring_together
from bot.introductions.talk import Talk, members_of, talk_lately
from bot.introductions.who import who
from bot.questions import life
from bot.schedules.calendar import Period
from bot.schedules.working import WorkingCalendar
from bot.store import Database, UnitOfWork
from bot.themes.models import Theme, ThemeMembership

OPENINGS = 2


def pair_all(
    database: Database, meeting: Meeting, calendar: WorkingCalendar, period: Period, now: datetime
) -> None:
    """Pair the people of every community for a month, and tell who was left out."""
    at = calendar.after(now, 0)  # what is caught up at night waits for the morning
    with database.read() as unit:
        of_now = select(Community.id).join(Programme).where(~Programme.past)
        communities = unit.session.scalars(of_now.order_by(Community.id)).all()
    left: set[int] = set()
    for community_id in communities:
        with database.write() as unit:
            month = _Month(unit, meeting, calendar, community_id, period.key)
            month.pair(at)
            left |= month.wishing()
            unit.commit()
    with database.write() as unit:
        _tell_left_out(unit, left - _paired(unit.session, period.key), period.key, at)
        unit.commit()


class _Month:
    """A community's month ("2026-11")."""

    def __init__(
        self,
        unit: UnitOfWork,
        meeting: Meeting,
        calendar: WorkingCalendar,
        community_id: int,
        month: str,
    ) -> None:
        self._unit, self._meeting, self._calendar = unit, meeting, calendar
        self._community = unit.session.get_one(Community, community_id)
        self._month = month
        people = members_of(unit.session, community_id)
        self._people = {one.id: one for one in people if one.pairs and self._has_hub(one)}

    def wishing(self) -> set[int]:
        """Return who wants to be paired here."""
        return set(self._people)

    def pair(self, at: datetime) -> None:
        """Pair them, unless this was done for the month before."""
        session = self._unit.session
        self._unit.alone_with(f"pairs:{self._community.id}")
        done = Pair.community_id == self._community.id, Pair.month == self._month
        if session.scalar(select(Pair.id).where(*done).limit(1)) is not None:
            return
        past = session.scalars(select(Pair)).all()
        last = _last_months(past)
        taken = _paired(session, self._month)
        free = sorted(self._people.keys() - taken, key=lambda one: (last.get(one, ""), one))
        talk = talk_lately(session, self._community.id, at)
        totals = _totals(talk)
        candidates = [_candidate(self._people[one], talk, totals) for one in free]
        matches = pair_up(candidates, _met(past, self._month))
        openings = self._openings({match.theme for match in matches})
        for match in matches:
            self._bring_together(match, openings.get(match.theme, []), at)

    def _has_hub(self, person: Person) -> bool:
        """Guests of another programme are heard, and are none of its hubs."""
        hub = person.hub
        return hub is not None and hub.programme_id == self._community.programme_id

    def _bring_together(
        self, match: Match, openings: Sequence[cards.Opening], at: datetime
    ) -> None:
        unit = self._unit
        pair = Pair(
            community_id=self._community.id,
            month=self._month,
            first_id=match.first,
            second_id=match.second,
            theme_id=match.theme,
            at=at,
        )
        unit.session.add(pair)
        unit.flush()
        one, other = self._people[match.first], self._people[match.second]
        theme = unit.session.get_one(Theme, match.theme).label
        said = Cards(
            together=cards.pair_card(who(one), who(other), theme, openings),
            thread=None,
            apart=lambda _, met, chat: cards.pair_apart_card(who(met), theme, openings, chat),
        )
        bring_together(unit, self._meeting, (one, other), said, key=f"pair:{pair.id}", now=at)

    def _openings(self, theme_ids: Collection[int]) -> dict[int, list[cards.Opening]]:
        """Return the newest open questions on each theme: every member may see them."""
        session = self._unit.session
        heads = select(ThemeMembership.contribution_id, ThemeMembership.theme_id)
        themes = dict(session.execute(heads.where(ThemeMembership.theme_id.in_(theme_ids))).all())
        openings: dict[int, list[cards.Opening]] = {}
        for one in reversed(life.open_questions(session, self._community.id)):
            theme = themes.get(one.id)
            if theme is not None and len(of_it := openings.setdefault(theme, [])) < OPENINGS:
                hub = one.hub.name if one.hub else ""
                on = one.posted_at.astimezone(self._calendar.zone).date()
                of_it.append(cards.Opening(one.text, hub, on))
        return openings


def _totals(talk: Iterable[Talk]) -> Counter[int]:
    totals: Counter[int] = Counter()
    for one in talk:
        totals[one.theme_id] += one.messages
    return totals


def _candidate(person: Person, talk: Iterable[Talk], totals: Mapping[int, int]) -> Candidate:
    """Return somebody to be paired: what they say themselves counts twice.

    What everybody talks about counts for less, so that two meet over what is more their own.
    """
    assert person.hub_id is not None  # noqa: S101 - has a hub
    themes: Counter[int] = Counter()
    for one in talk:
        if one.hub_id == person.hub_id:
            own = one.person_id == person.id
            themes[one.theme_id] += one.messages * (1 + own)
    shares = {theme: number / math.sqrt(totals[theme]) for theme, number in themes.items()}
    return Candidate(person.id, person.hub_id, shares)


def _paired(session: Session, month: str) -> set[int]:
    pairs = session.scalars(select(Pair).where(Pair.month == month))
    return {person for pair in pairs for person in (pair.first_id, pair.second_id)}


def _last_months(past: Sequence[Pair]) -> dict[int, str]:
    """Return the month in which each was paired last; who waits longest comes first."""
    last: dict[int, str] = {}
    for pair in past:
        for person in (pair.first_id, pair.second_id):
            last[person] = max(last.get(person, ""), pair.month)
    return last


def _met(past: Sequence[Pair], month: str) -> dict[frozenset[int], int]:
    """Return how many months ago each two were paired last."""
    ago: dict[frozenset[int], int] = {}
    for pair in past:
        two = frozenset({pair.first_id, pair.second_id})
        months = _number(month) - _number(pair.month)
        ago[two] = min(ago.get(two, months), months)
    return ago


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number)


def _tell_left_out(unit: UnitOfWork, left: Collection[int], month: str, at: datetime) -> None:
    for person_id in sorted(left):
        person = unit.session.get_one(Person, person_id)
        account = account_to_tell(unit.session, person.id)
        if account is not None:
            key = f"pair-none:{month}:{person_id}"
            destination = account_destination(unit, account)
            post(unit, destination, cards.unpaired_card(), key=key, now=at)
