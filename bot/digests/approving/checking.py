"""Checks what a facilitator typed before it may stand in a summary."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Community
from bot.digests.approving.naming import names_in_words, quoted_words
from bot.digests.models import Summary
from bot.themes.outside import names_in, texts_in

LOOKED_THROUGH = timedelta(weeks=8)
MOST = 2000


def faults(
    session: Session, summary: Summary, piece: str, new: dict[str, tuple[str, str]]
) -> dict[str, str]:
    """Return what to mend, by field; `new` gives the typed words of each and those before."""
    if not any(text for text, _ in new.values()):
        return {}
    names = names_in(session, session.get_one(Community, summary.community_id))
    messages = _messages(session, summary, piece)
    found = {
        field: names_in_words(text, names) or quoted_words(text, old, messages)
        for field, (text, old) in new.items()
    }
    return {field: fault for field, fault in found.items() if fault}


def _messages(session: Session, summary: Summary, piece: str) -> list[str]:
    """Return the messages that must not be repeated: a theme's, or the community's latest."""
    kind, _, number = piece.partition(":")
    if kind in ("theme", "risk"):
        return list(texts_in(session, int(number)))
    latest = select(Contribution.text).where(
        Contribution.community_id == summary.community_id,
        Contribution.deleted_at.is_(None),
        Contribution.posted_at > summary.ends_at - LOOKED_THROUGH,
    )
    latest = latest.order_by(Contribution.posted_at.desc()).limit(MOST)
    return list(session.scalars(latest))
