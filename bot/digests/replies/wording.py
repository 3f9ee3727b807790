"""Words that go out of the community: a theme's label as outsiders read it, an ask's own words."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.community.models import Community
from bot.digests.approving.naming import names_in_words, quoted_words
from bot.digests.replies.models import DepartmentAsk
from bot.themes.curation import resolve
from bot.themes.models import Theme
from bot.themes.outside import names_in, texts_in
from bot.themes.unattributed import NO_LABEL, Names, fit

NAMED = "Leave out names of hubs and people: all hubs read this, and the next summary tells of it."
LOOKED_AT = 2000
"""So many of the newest messages are looked through for a quotation."""


def theme_label(session: Session, theme: Theme) -> str:
    """Return a theme's label without names, and without what anybody wrote."""
    community = session.get_one(Community, theme.community_id)
    return fit(theme.label, texts_in(session, theme.id), names_in(session, community), NO_LABEL)


def subject_words(session: Session, theme_id: int | None, ask_id: int | None) -> str:
    """Return what a reply is about, as anybody may read it: the ask's words, or a theme's label."""
    if ask_id is not None:
        return session.get_one(DepartmentAsk, ask_id).words
    theme = session.get(Theme, theme_id) if theme_id is not None else None
    return theme_label(session, resolve(session, theme)) if theme is not None else ""


def fault_in(session: Session, community: Community, words: str) -> str:
    """Return why words may not go to the department, and what to do; "" if they may."""
    newest = (
        select(Contribution.text)
        .where(Contribution.community_id == community.id, Contribution.deleted_at.is_(None))
        .order_by(Contribution.posted_at.desc())
        .limit(LOOKED_AT)
    )
    return fault(words, names_in(session, community), list(session.scalars(newest)))


def names_fault(session: Session, community: Community, words: str) -> str:
    """Return why an official's words may not go to the hubs as they are; "" if they may.

    Who is named in a reply is told to have raised it.
    """
    hidden = names_in(session, community).hide(words)
    return NAMED if hidden != words else ""


def fault(words: str, names: Names, messages: list[str]) -> str:
    """Return the same, given the names and the messages: by the rules of a draft's edits. Pure."""
    return names_in_words(words, names) or quoted_words(words, "", messages)
