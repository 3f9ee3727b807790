"""Ranks messages by their words in the databases' own full-text indexes.

Each kind of text has one query, which gives the ids of contributions, the best first. Only words
taken apart by `terms` reach an index's language, in quotes or as values: nothing that people type
can be read as a command there.
"""

from collections.abc import Sequence
from functools import reduce

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY, TSVECTOR
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.lessons.models import LIVING, Lesson
from bot.questions.finding.scope import Scope
from bot.questions.finding.terms import Terms

MOST = 200
LEAST_TYPED = 3
"""So many letters of a word that is still being typed are enough to look for it."""


def rankings(
    session: Session, terms: Terms, scope: Scope, *, typing: bool = False
) -> list[Sequence[int]]:
    """Return a ranking of messages by their own words, and one by their lessons'.

    `typing`: the last word may be only the beginning of one.
    """
    if not terms:
        return []
    rank = _in_sqlite if session.get_bind().dialect.name == "sqlite" else _in_postgresql
    said = select(Contribution.id)
    lesson = and_(Lesson.contribution_id == Contribution.id, Lesson.status.in_(LIVING))
    told = said.join(Lesson, lesson)
    ranked = (
        rank(said, "contribution", terms, typing),
        rank(told, "lesson", terms, typing),
    )
    return [session.scalars(one.where(*scope.conditions()).limit(MOST)).all() for one in ranked]


def _in_sqlite(query: Select[int], name: str, terms: Terms, typing: bool) -> Select[int]:
    found = table(f"{name}_words", column("rowid"), column(f"{name}_words"))
    row = Contribution.id if name == "contribution" else Lesson.id
    index = found.c[f"{name}_words"]
    return (
        query.join(found, found.c.rowid == row)
        .where(index.op("MATCH", is_comparison=True)(fts5(terms, typing)))
        .order_by(func.bm25(index), Contribution.id.desc())
    )


def fts5(terms: Terms, typing: bool = False) -> str:
    """Return the terms in the language of SQLite's FTS5."""
    parts = [f'"{word}"' for word in terms.words]
    if typing and parts and len(terms.words[-1]) >= LEAST_TYPED:
        parts[-1] += " *"
    parts += [f'"{" ".join(phrase)}"' for phrase in terms.phrases]
    return " AND ".join(parts)


def _in_postgresql(query: Select[int], name: str, terms: Terms, typing: bool) -> Select[int]:
    words = literal_column(f"{name}.words", TSVECTOR())
    # As a subquery it is made once; as a plain expression, for every message that is ranked.
    wanted = select(_tsquery(terms, typing)).scalar_subquery()
    return query.where(words.op("@@", is_comparison=True)(wanted)).order_by(
        func.ts_rank(words, wanted).desc(), Contribution.id.desc()
    )


def _tsquery(terms: Terms, typing: bool) -> ColumnElement[str]:
    parts = [_any_form("plainto_tsquery", word) for word in terms.words]
    if typing and parts and len(terms.words[-1]) >= LEAST_TYPED:
        begun = func.to_tsquery(cast("simple", REGCONFIG), f"{terms.words[-1]}:*")
        parts[-1] = parts[-1].op("||", return_type=TSQUERY())(begun)
    parts += [_any_form("phraseto_tsquery", " ".join(phrase)) for phrase in terms.phrases]
    return reduce(_and, parts)


def _and(one: ColumnElement[str], other: ColumnElement[str]) -> ColumnElement[str]:
    both: ColumnElement[str] = one.op("&&", return_type=TSQUERY())(other)
    return both


def _any_form(function: str, words: str) -> ColumnElement[str]:
    """Look for words in any English form, or as they are."""
    make = getattr(func, function)
    english, simple = (make(cast(one, REGCONFIG), words) for one in ("english", "simple"))
    either: ColumnElement[str] = english.op("||", return_type=TSQUERY())(simple)
    return either
