"""People of other hubs who agreed to be named and know of what the reader asked about lately."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution, Kind
from bot.community.models import Person
from bot.digests.letters.composing import Item
from bot.digests.letters.gathering.scope import Scope, Shared
from bot.digests.letters.items import Knows, person_item
from bot.introductions.models import Introduction
from bot.introductions.subjects import ASK, QUESTION
from bot.introductions.talk import ASKS, KNOWS, Talk
from bot.introductions.who import who
from bot.questions.life.reading import open_questions_of
from bot.themes.models import ThemeMembership
from bot.themes.numbers import counted, same_thread
from bot.words import count

MOST = 2
RECENTLY = timedelta(days=28)
"""What somebody asked longer ago is no reason any more to talk to others."""


def people_items(scope: Scope, shared: Shared) -> list[Item]:
    """Return whom to talk to about what the reader asked last; who was introduced before is not."""
    reader = scope.person
    if reader is None:
        return []
    session = scope.unit.session
    taken = _introduced(session, reader.id) | {reader.id}
    found: list[Item] = []
    for community_id in scope.communities:
        talk = shared.talk(scope.unit, community_id, scope.until)
        for asked in _asked(talk, reader.id, scope.until):
            knows = _someone(session, talk, asked, reader, taken, str(scope.until.date()))
            if knows is not None and len(found) < MOST:
                taken.add(knows.person_id)
                found.append(person_item(_told(scope, reader, asked, knows)))
    return found


def _asked(talk: Sequence[Talk], reader_id: int, until: datetime) -> Iterator[Talk]:
    """Go through the themes that the reader asked about, the latest first, each once."""
    asked = [
        one
        for one in talk
        if one.person_id == reader_id and one.kind in ASKS and one.last_at > until - RECENTLY
    ]
    latest = {
        one.theme_id: one for one in sorted(asked, key=lambda one: (one.last_at, one.theme_id))
    }
    yield from sorted(latest.values(), key=lambda one: one.last_at, reverse=True)


def _someone(
    session: Session,
    talk: Sequence[Talk],
    asked: Talk,
    reader: Person,
    taken: set[int],
    nonce: str,
) -> Talk | None:
    """Return somebody who knows of it: drawn, so that it is not always the same one."""
    knowing = [
        one
        for one in talk
        if one.theme_id == asked.theme_id
        and one.kind in KNOWS
        and one.person_id not in taken
        and one.hub_id != reader.hub_id
        and session.get_one(Person, one.person_id).helps
    ]
    return min(knowing, key=lambda one: _lot(nonce, reader.id, one.person_id), default=None)


def _lot(*parts: object) -> str:
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()


def _introduced(session: Session, person_id: int) -> set[int]:
    rows = session.execute(
        select(Introduction.first_id, Introduction.second_id).where(
            or_(Introduction.first_id == person_id, Introduction.second_id == person_id)
        )
    )
    return {one for row in rows for one in row}


def _told(scope: Scope, reader: Person, asked: Talk, knows: Talk) -> Knows:
    session = scope.unit.session
    noun = "lesson" if knows.kind is Kind.LESSON else "answer"
    return Knows(
        person_id=knows.person_id,
        who=who(session.get_one(Person, knows.person_id)),
        theme_id=knows.theme_id,
        theme=knows.label,
        gave=count(knows.messages, noun),
        about=_about(session, reader.id, asked.theme_id),
        link=_what_they_said(scope, knows),
    )


def _about(session: Session, reader_id: int, theme_id: int) -> str:
    """Return what they are to be introduced over: the reader's open question, if there is one."""
    open_ones = [one.id for one in open_questions_of(session, reader_id)]
    in_theme = select(ThemeMembership.contribution_id).where(
        ThemeMembership.theme_id == theme_id, ThemeMembership.contribution_id.in_(open_ones)
    )
    found = session.scalars(in_theme).all()
    return f"{QUESTION}:{max(found)}" if found else f"{ASK}:digest-{reader_id}-{theme_id}"


def _what_they_said(scope: Scope, knows: Talk) -> str | None:
    head = aliased(Contribution)
    return scope.unit.session.scalar(
        select(Contribution.permalink)
        .join(head, same_thread(head))
        .join(ThemeMembership, ThemeMembership.contribution_id == head.id)
        .where(
            ThemeMembership.theme_id == knows.theme_id,
            Contribution.author_id == knows.person_id,
            Contribution.kind == knows.kind,
            Contribution.posted_at <= scope.until,
            counted(),
        )
        .order_by(Contribution.posted_at.desc(), Contribution.id.desc())
        .limit(1)
    )
