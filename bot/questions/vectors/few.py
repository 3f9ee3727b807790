"""Compares one vector with a few that are stored: exactly, without a search."""

from collections.abc import Collection
from operator import mul
from struct import unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import ContributionVector


def cosines(
    session: Session, embedder: str, vector: bytes, keys: Collection[int]
) -> dict[int, float]:
    """Return the cosine of each of these messages that has a vector of the embedder."""
    if not keys:
        return {}
    rows = session.execute(
        select(ContributionVector.contribution_id, ContributionVector.vector).where(
            ContributionVector.contribution_id.in_(keys), ContributionVector.embedder == embedder
        )
    )
    row = _numbers(vector)
    return {key: sum(map(mul, row, _numbers(stored))) for key, stored in rows}


def _numbers(vector: bytes) -> tuple[float, ...]:
    return unpack(f"<{len(vector) // 4}f", vector)
