"""Keys by which a person reads the guide in a browser, where nobody knows who they are."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.community.models import Membership, Person
from bot.lessons.guide.document import Reader
from bot.lessons.guide.models import GuideKey
from bot.lessons.guide.rights import readers_with
from bot.store import UnitOfWork

VALID = timedelta(days=7)
BYTES = 24
LONGEST = 64


def make_key(
    unit: UnitOfWork, person: Person, community_id: int, reader: Reader, now: datetime
) -> str:
    """Return a new key for a person; those that expired are dropped."""
    unit.session.execute(delete(GuideKey).where(GuideKey.expires_at <= now))
    key = secrets.token_urlsafe(BYTES)
    unit.session.add(
        GuideKey(
            key_hash=_hash(key),
            person_id=person.id,
            community_id=community_id,
            reader=reader,
            expires_at=now + VALID,
        )
    )
    return key


def opened_by(session: Session, key: str, now: datetime) -> GuideKey | None:
    """Return what a key opens now; None when it is unknown or old, or they may no longer read."""
    if len(key) > LONGEST:
        return None
    row = session.get(GuideKey, _hash(key))
    if row is None or row.expires_at <= now:
        return None
    roles = session.scalars(
        select(Membership.role).where(
            Membership.person_id == row.person_id, Membership.community_id == row.community_id
        )
    )
    return row if Reader(row.reader) in readers_with(roles) else None


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
