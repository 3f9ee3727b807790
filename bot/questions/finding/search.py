"""Searches by words and by meaning, and joins what both find: pages of it, as it is now."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session, joinedload

from bot.capture.models import Contribution
from bot.lessons.models import LIVING, Lesson
from bot.lessons.resources.reading import called
from bot.questions.finding.curated import by_what_was_added
from bot.questions.finding.full_text import MOST, rankings
from bot.questions.finding.fusion import fuse
from bot.questions.finding.query import Query
from bot.questions.finding.scope import Scope
from bot.questions.finding.terms import Terms
from bot.questions.lookup import EarlierAnswers, Found
from bot.questions.ranking import LEAST
from bot.questions.reading import confirmed_answers, lessons_of
from bot.store import UnitOfWork

MOST_FOUND = 50


class Search:
    """Searches what was said. Safe from any thread."""

    def __init__(self, earlier: EarlierAnswers) -> None:
        """Prepare; `earlier` holds the vectors."""
        self._earlier = earlier

    def find(
        self, unit: UnitOfWork, query: Query, scope: Scope, *, typing: bool = False
    ) -> list[int]:
        """Return the ids of what was found within the scope, the best first, twins once.

        With filters and no words: the newest. `typing`: the last word may not be whole yet.
        """
        terms = query.terms
        if not query.words:
            return _twins_once(unit.session, scope, _newest(unit.session, scope), Terms())
        by_words = rankings(unit.session, terms, scope, typing=typing)
        by_name = called(unit.session, terms.words, MOST)
        added = by_what_was_added(unit.session, terms.words, MOST)
        earned = fuse(self._by_meaning(unit, query.words, scope), by_name, added, *by_words)
        best = sorted(earned, key=lambda key: (-earned[key], -key))
        return _twins_once(unit.session, scope, best, terms)

    def _by_meaning(self, unit: UnitOfWork, words: str, scope: Scope) -> list[int]:
        among = select(Contribution.id).where(*scope.conditions()) if scope.is_narrow else None
        vector = self._earlier.vector(words.replace('"', ""))
        near = self._earlier.near(unit.session, vector, scope.communities, among)
        close = [key for key, cosine in near.items() if cosine >= LEAST]
        return sorted(close, key=lambda key: -near[key])

    def load(self, unit: UnitOfWork, keys: Sequence[int]) -> list[Found]:
        """Return these messages with their lessons, in this order."""
        rows = unit.session.scalars(
            select(Contribution)
            .where(Contribution.id.in_(keys), Contribution.deleted_at.is_(None))
            .options(*(joinedload(one) for one in (_AUTHOR, _HUB, _CHANNEL)))
        )
        there = {one.id: one for one in rows}
        lessons = lessons_of(unit.session, keys)
        confirmed = confirmed_answers(unit.session, keys)
        return [
            Found(there[key], 1.0, lesson=lessons.get(key), confirmed=key in confirmed)
            for key in keys
            if key in there
        ]


_AUTHOR, _HUB, _CHANNEL = Contribution.author, Contribution.hub, Contribution.channel


def _newest(session: Session, scope: Scope) -> list[int]:
    """Return the newest messages; asked for by community, each by its index."""
    one = Contribution
    query = select(one.posted_at, one.id).where(*scope.conditions())
    newest = query.order_by(one.posted_at.desc(), one.id.desc()).limit(2 * MOST_FOUND)
    found = [
        (row.posted_at, row.id)
        for community in sorted(scope.communities)
        for row in session.execute(newest.where(one.community_id == community))
    ]
    return [key for _, key in sorted(found, reverse=True)]


def _twins_once(session: Session, scope: Scope, ranked: Iterable[int], terms: Terms) -> list[int]:
    """Return those that stand in the scope, with every phrase; of cross-posts the best one."""
    ranked = list(ranked)
    first_of = _standing(session, scope, ranked, terms)
    seen: set[int] = set()
    kept = []
    for key in ranked:
        first = first_of.get(key)
        if first is not None and first not in seen:
            seen.add(first)
            kept.append(key)
    return kept[:MOST_FOUND]


def _standing(session: Session, scope: Scope, keys: Sequence[int], terms: Terms) -> dict[int, int]:
    """Return each of these messages that may be shown, with the first of its cross-posts."""
    one = Contribution
    query = select(one.id, one.same_as_id).where(one.id.in_(keys), *scope.conditions())
    if not terms.phrases:
        return {row.id: row.same_as_id or row.id for row in session.execute(query)}
    told = (Lesson.recommendation, Lesson.what_happened)
    lesson = and_(Lesson.contribution_id == one.id, Lesson.status.in_(LIVING))
    texts = query.add_columns(one.text, *told).outerjoin(Lesson, lesson)
    return {
        row.id: row.same_as_id or row.id
        for row in session.execute(texts)
        if any(map(terms.stands_in, filter(None, _texts(row))))
    }


def _texts(row: Row[int, int | None, str, str, str]) -> tuple[str | None, ...]:
    return row.text, row.recommendation, row.what_happened
