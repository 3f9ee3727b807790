"""Whom a facilitator might introduce to whom, and why: for the desk."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, groupby, islice, zip_longest

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution, Kind
from bot.cards import Button
from bot.community.models import Person
from bot.introductions.cards.buttons import introduce_button
from bot.introductions.models import Introduction
from bot.introductions.subjects import QUESTION, THEME
from bot.introductions.talk import ASKS, KNOWS, LATELY, Talk, members_of, talk_lately
from bot.introductions.who import Who, who
from bot.questions import life
from bot.questions.models import OfferOfHelp
from bot.themes.models import ThemeMembership
from bot.themes.numbers import same_thread
from bot.words import count, day

MOST = 5
WAITED = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class ToIntroduce:
    """Two people who could help each other, and why; `about` names a question or a theme.

    `one` asked, `other` knows something of it; `quoted` are the question's words, if it is one.
    """

    about: str
    one: Who
    other: Who
    reason: str
    quoted: str
    button: Button


def to_make(session: Session, community_id: int, now: datetime) -> list[ToIntroduce]:
    """Return introductions worth making, at most five; nobody is in two of them.

    First over questions that wait for an answer, the oldest first, then over themes. Two people who
    were ever to be introduced, whatever came of it, are not proposed again.
    """
    talk = talk_lately(session, community_id, now)
    people = _People(session, community_id)
    ways = chain(_over_questions(session, community_id, talk, now), _over_themes(talk))
    found = (one for way in ways if (one := people.introduce(way)) is not None)
    return list(islice(found, MOST))


@dataclass(frozen=True, slots=True)
class _Way:
    """Who asked and who might help with what."""

    about: str
    asker_id: int
    helper_id: int
    knows: Talk | None = None
    asked_at: datetime | None = None
    quoted: str = ""


class _People:
    """Takes each person once, and no two who were to be introduced before."""

    def __init__(self, session: Session, community_id: int) -> None:
        self._session = session
        rows = session.execute(
            select(Introduction.first_id, Introduction.second_id).where(
                Introduction.community_id == community_id
            )
        )
        self._before = {frozenset(row) for row in rows}
        self._here = {person.id for person in members_of(session, community_id)}
        self._taken: set[int] = set()

    def introduce(self, way: _Way) -> ToIntroduce | None:
        """Return the introduction to make, if both are free for it."""
        two = frozenset({way.asker_id, way.helper_id})
        if len(two) < 2 or two & self._taken or two in self._before or not two <= self._here:
            return None
        self._taken |= two
        one, other = (
            who(self._session.get_one(Person, each)) for each in (way.asker_id, way.helper_id)
        )
        named = (way.helper_id,) if way.quoted else (way.asker_id, way.helper_id)
        button = introduce_button(way.about, *named, label="Introduce them")
        return ToIntroduce(way.about, one, other, _reason(way, one, other), way.quoted, button)


def _over_questions(
    session: Session, community_id: int, talk: Sequence[Talk], now: datetime
) -> Iterator[_Way]:
    """Go through the questions that wait: with each who offered help or knows of its theme."""
    waiting = [
        one
        for one in life.open_questions(session, community_id)
        if now - LATELY <= one.posted_at <= now - WAITED
    ]
    replied = _replied(session, [one.id for one in waiting])
    for question in waiting:
        if question.author_id is not None and question.id not in replied:
            about = f"{QUESTION}:{question.id}"
            for helper, knows in _helpers(session, question, talk):
                yield _Way(about, question.author_id, helper, knows, quoted=question.text)


def _replied(session: Session, question_ids: Collection[int]) -> set[int]:
    """Return those of the questions, or of their cross-posts, under which somebody else wrote."""
    head = aliased(Contribution)
    first = func.coalesce(head.same_as_id, head.id)
    rows = (
        select(first)
        .join(Contribution, same_thread(head))
        .where(
            or_(head.id.in_(question_ids), head.same_as_id.in_(question_ids)),
            Contribution.id != head.id,
            Contribution.deleted_at.is_(None),
            Contribution.kind.not_in((Kind.CHATTER, Kind.QUESTION)),
            Contribution.author_id.is_distinct_from(head.author_id),
        )
        .distinct()
    )
    return set(session.scalars(rows))


def _helpers(
    session: Session, question: Contribution, talk: Sequence[Talk]
) -> Iterator[tuple[int, Talk | None]]:
    """Go through who offered help, then through who knows of the question's theme."""
    offers = select(OfferOfHelp).where(OfferOfHelp.question_id == question.id)
    for offer in session.scalars(offers.order_by(OfferOfHelp.at)):
        yield offer.person_id, None
    theme = session.get(ThemeMembership, question.id)
    if theme is None or theme.theme_id is None:
        return
    of_it = [one for one in talk if one.theme_id == theme.theme_id]
    for one in _knowing(of_it):
        if one.hub_id != question.hub_id:
            yield one.person_id, one


def _over_themes(talk: Sequence[Talk]) -> Iterator[_Way]:
    """Go through the themes in turn, the one asked about last first: who asked, and who knows."""
    themes = [list(of_it) for _, of_it in groupby(talk, key=lambda one: one.theme_id)]
    asked = [(of_it, _latest(one for one in of_it if one.kind in ASKS)) for of_it in themes]
    lively = sorted(
        ((of_it, asks) for of_it, asks in asked if asks),
        key=lambda pair: pair[1][0].last_at,
        reverse=True,
    )
    for turn in zip_longest(*(_over_theme(of_it, asks) for of_it, asks in lively)):
        yield from (way for way in turn if way is not None)


def _over_theme(talk: Sequence[Talk], asks: Sequence[Talk]) -> Iterator[_Way]:
    knowing = _knowing(talk)
    for asker in asks:
        about = f"{THEME}:{asker.theme_id}"
        for knower in knowing:
            if knower.hub_id != asker.hub_id:
                yield _Way(about, asker.person_id, knower.person_id, knower, asker.last_at)


def _latest(talk: Iterable[Talk]) -> list[Talk]:
    return sorted(talk, key=lambda one: one.last_at, reverse=True)


def _knowing(talk: Sequence[Talk]) -> list[Talk]:
    knowing = [one for one in talk if one.kind in KNOWS]
    return sorted(knowing, key=lambda one: (-one.messages, -one.last_at.timestamp()))


def _reason(way: _Way, asker: Who, helper: Who) -> str:
    knows = way.knows
    if knows is None:
        return f"{helper.name} offered to help with this question."
    noun = count(knows.messages, "lesson" if knows.kind is Kind.LESSON else "answer")
    gave = f"{helper.name} gave {noun} on “{knows.label}”, the last on {day(knows.last_at)}"
    if way.asked_at is None:
        return f"{gave}. This question is about that too."
    return f"{gave}. {asker.name} asked about that on {day(way.asked_at)}."
