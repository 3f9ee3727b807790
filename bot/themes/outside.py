"""What of a community's words may be read outside it, and whose names must not be in them."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution
from bot.community.models import Community, Hub, Membership, Person
from bot.themes.models import Theme, ThemeMembership
from bot.themes.numbers import counted, same_thread
from bot.themes.unattributed import Names


def names_in(session: Session, community: Community) -> Names:
    """Return the names of a community's hubs, members and authors."""
    hubs = session.execute(
        select(Hub.name, Hub.slug).where(Hub.programme_id == community.programme_id)
    )
    authors = select(Contribution.author_id).where(Contribution.community_id == community.id)
    members = select(Membership.person_id).where(Membership.community_id == community.id)
    people = session.scalars(
        select(Person.name).where(or_(Person.id.in_(authors), Person.id.in_(members)))
    )
    return Names(hubs=[(name, slug) for name, slug in hubs], people=people.all())


def common_phrases(session: Session, theme: Theme, hubs: int) -> list[str]:
    """Return the theme's phrases that people of so many hubs used, best first.

    What several said in the same words is nobody's own.
    """
    root = aliased(Contribution)
    rows = session.execute(
        select(Contribution.hub_id, Contribution.text)
        .join(root, same_thread(root))
        .join(ThemeMembership, ThemeMembership.contribution_id == root.id)
        .where(ThemeMembership.theme_id == theme.id, counted(), Contribution.hub_id.is_not(None))
    ).all()
    said = [(hub, text.casefold()) for hub, text in rows]
    return [
        phrase
        for phrase in theme.phrases
        if len({hub for hub, text in said if phrase.casefold() in text}) >= hubs
    ]


def texts_in(session: Session, theme_id: int) -> Sequence[str]:
    """Return the words of every message in a theme's threads."""
    root = aliased(Contribution)
    return session.scalars(
        select(Contribution.text)
        .join(root, same_thread(root))
        .join(ThemeMembership, ThemeMembership.contribution_id == root.id)
        .where(ThemeMembership.theme_id == theme_id)
    ).all()
