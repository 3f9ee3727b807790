"""Finds all that there is to tell one reader of a time, and composes it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.community.models import Channel
from bot.digests.letters.cards import Address
from bot.digests.letters.composing import Letter, Section, compose, key_of
from bot.digests.letters.gathering.lessons import lesson_items
from bot.digests.letters.gathering.people import people_items
from bot.digests.letters.gathering.questions import answer_items, waiting_items
from bot.digests.letters.gathering.replies import reply_items
from bot.digests.letters.gathering.scope import Scope, Shared
from bot.digests.letters.gathering.themes import theme_items
from bot.digests.letters.models import DigestIssue
from bot.digests.letters.readers import CHANNEL, Reader, communities_of, person_of
from bot.questions.network import channel_name
from bot.store import UnitOfWork
from bot.words import listed

LOOK_BACK = timedelta(days=14)
"""What is older is not told any more: what did not fit, or was missed, has a week more."""
REMEMBERED = timedelta(days=56)
"""What was told longer ago may be told again: a theme that rises a second time."""


def write_letter(
    unit: UnitOfWork, reader: Reader, shared: Shared, until: datetime, zone: ZoneInfo
) -> tuple[Letter, Address]:
    """Return the reader's digest of the time until then, and whose it is.

    Only of the communities that the reader belongs to now; without what earlier digests told.
    """
    communities = communities_of(unit.session, reader)
    scope = Scope(
        unit=unit,
        person=person_of(unit.session, reader),
        communities=[one.id for one in communities],
        since=until - LOOK_BACK,
        until=until,
        zone=zone,
    )
    found = {
        Section.ANSWERS: answer_items(scope),
        Section.REPLIES: reply_items(scope),
        Section.QUESTIONS: waiting_items(scope, shared),
        Section.THEMES: theme_items(scope, shared),
        Section.LESSONS: lesson_items(scope),
        Section.PEOPLE: people_items(scope, shared),
    }
    letter = compose(found, _told(unit.session, reader, until)) if communities else Letter()
    return letter, address_of(unit.session, reader)


def address_of(session: Session, reader: Reader) -> Address:
    """Return whose digest it is, in words."""
    names = listed([one.name for one in communities_of(session, reader)])
    channel = session.get(Channel, reader.id) if reader.kind == CHANNEL else None
    if channel is None:
        return Address(names)
    return Address(names, reader.key, channel_name(channel))


def _told(session: Session, reader: Reader, until: datetime) -> set[str]:
    """Return the keys of what the reader was told before."""
    issues = session.scalars(
        select(DigestIssue.items).where(
            DigestIssue.reader == reader.key,
            DigestIssue.at > until - REMEMBERED,
            DigestIssue.at <= until,
        )
    )
    return {key_of(str(kept)) for items in issues for kept in items}
