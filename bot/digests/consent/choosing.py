"""Chooses a message whose words could stand for a theme: short, plain, and naming nobody."""

import re
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution
from bot.capture.redaction import redact
from bot.capture.service import may_capture
from bot.community.models import Membership, Role
from bot.digests.models import QuoteConsent
from bot.themes.models import Theme, ThemeMembership
from bot.themes.numbers import counted, same_thread
from bot.themes.unattributed import Names

SHORTEST, LONGEST = 40, 280
LOOKED_AT = 50
FRESH = timedelta(weeks=8)
"""Older words are no longer quoted."""
_NOT_PLAIN = re.compile(r"[\[\]<>@]|https?:|\d\d[:.]\d\d|\b\d{1,2}(st|nd|rd|th)\b", re.IGNORECASE)
"""Markers of what was taken out, mentions, links and exact times."""


def candidates(
    session: Session, theme: Theme, since: datetime, until: datetime
) -> list[Contribution]:
    """Return messages of a theme that nobody was asked about, those that speak for it best first.

    Their authors are members of the theme's community and let themselves be captured.
    """
    asked = select(QuoteConsent.contribution_id)
    rows = session.scalars(
        in_theme(theme.id)
        .where(
            Contribution.posted_at > since,
            Contribution.posted_at <= until,
            Contribution.id.not_in(asked),
            Contribution.author_id.in_(_members(theme.community_id)),
            Contribution.origin == "chat",
            counted(),
        )
        .order_by(
            Contribution.id.in_([int(one) for one in theme.representatives]).desc(),
            ThemeMembership.fit.desc(),
            Contribution.id,
        )
        .limit(LOOKED_AT)
    )
    return [one for one in rows if one.author is not None and may_capture(one.author)]


def in_theme(theme_id: int) -> Select[Contribution]:
    """Return the query for the messages in a theme's threads."""
    root = aliased(Contribution)
    return (
        select(Contribution)
        .join(root, same_thread(root))
        .join(ThemeMembership, ThemeMembership.contribution_id == root.id)
        .where(ThemeMembership.theme_id == theme_id)
    )


def theme_ids_of(session: Session, message: Contribution) -> set[int]:
    """Return the themes that a message's thread is in."""
    root = aliased(Contribution)
    themes = (
        select(ThemeMembership.theme_id)
        .join(root, root.id == ThemeMembership.contribution_id)
        .join(Contribution, same_thread(root))
        .where(Contribution.id == message.id)
    )
    return {one for one in session.scalars(themes) if one is not None}


def may_be_offered(text: str, names: Names) -> bool:
    """Say whether the words can be quoted as they are: nobody and no place would be told of."""
    return (
        SHORTEST <= len(text) <= LONGEST
        and _NOT_PLAIN.search(text) is None
        and redact(text).text == text
        and names.hide(text) == text
    )


def _members(community_id: int) -> Select[int]:
    return select(Membership.person_id).where(
        Membership.community_id == community_id, Membership.role != Role.OFFICIAL
    )
