"""Whom a facilitator might introduce to whom, and why: for the desk."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, groupby, islice

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
    reason: str
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
        return ToIntroduce(way.about, one, other, way.reason, way.quoted, button)


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
            for helper, reason in _helpers(session, question, talk):
                yield _Way(about, question.author_id, helper, reason, question.text)


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
) -> Iterator[tuple[int, str]]:
    offers = select(OfferOfHelp).where(OfferOfHelp.question_id == question.id)
    for offer in session.scalars(offers.order_by(OfferOfHelp.at)):
        yield offer.person_id, "Offered to help with this question."
    theme = session.get(ThemeMembership, question.id)
    if theme is None or theme.theme_id is None:
        return
    of_it = [one for one in talk if one.theme_id == theme.theme_id]
    for one in _knowing(of_it):
        if one.hub_id != question.hub_id:
            yield one.person_id, f"{_knows(one)} this question is about."


def _over_themes(talk: Sequence[Talk]) -> Iterator[_Way]:
    """Go through the themes: with who asked last, and who of another hub knows most."""
    for theme_id, group in groupby(talk, key=lambda one: one.theme_id):
        of_it = list(group)
        asks = [one for one in of_it if one.kind in ASKS]
        for asker in sorted(asks, key=lambda one: one.last_at, reverse=True):
            for knower in _knowing(of_it):
                if knower.hub_id != asker.hub_id:
                    reason = f"{_knows(knower)} the other asked about."
                    about = f"{THEME}:{theme_id}"
                    yield _Way(about, asker.person_id, knower.person_id, reason)


def _knowing(talk: Sequence[Talk]) -> list[Talk]:
    knowing = [one for one in talk if one.kind in KNOWS]
    return sorted(knowing, key=lambda one: (-one.messages, -one.last_at.timestamp()))


def _knows(one: Talk) -> str:
    noun = "lesson" if one.kind == "lesson" else "answer"
    return f"{count(one.messages, noun)} on “{one.label}”, the last on {day(one.last_at)}, which"
