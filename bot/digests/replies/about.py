"""What a button is about, and whether the caller may act on it: nothing it carries is trusted.

Officials act for the department: only who has that role in the community itself, not who looks
after the installation. They act on what they may know of: themes of three or more hubs or told in
an approved summary, and asks that were sent to them.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution
from bot.community.checks import Refused
from bot.community.models import Community, Hub, Role
from bot.digests.models import Summary, SummaryState
from bot.digests.replies.models import DepartmentAsk
from bot.digests.snapshot import thaw
from bot.router import Turn
from bot.themes.curation import resolve
from bot.themes.models import Theme, ThemeMembership
from bot.themes.numbers import counted, same_thread
from bot.words import BAND_LEAST, number_in

OFFICIALS_ONLY = (
    "Only officials of {name} can do this, because it is done for the department. A facilitator"
    " gives that role with /commonthread."
)
GONE = "That is not there any more. Type /themes to see the themes that are."
PAST = "That programme has ended, so nothing more is sent to its hubs."
SUMMARIES = 12
"""So many of the last summaries may hold a theme that is acted on."""


@dataclass(frozen=True, slots=True)
class About:
    """A theme or an ask (the other is None), and its community."""

    community: Community
    theme: Theme | None = None
    ask: DepartmentAsk | None = None

    @property
    def value(self) -> str:
        """Return what a button or form carries for it."""
        return f"ask:{self.ask.id}" if self.ask else f"theme:{self.theme.id if self.theme else 0}"


def for_official(turn: Turn, value: str) -> About:
    """Return what an official acts on ("theme:12", "ask:12"). Raises Refused."""
    about = _read(turn.unit.session, value)
    if about is None:
        raise Refused(GONE)
    must_be_official(turn, about.community)
    if about.theme is not None and not _is_told(turn.unit.session, about.theme):
        raise Refused(GONE)
    if about.ask is not None and about.ask.sent_at is None:
        raise Refused(GONE)
    return about


def theme_for_official(turn: Turn, value: str) -> tuple[Community, Theme]:
    """Return the theme that an official acts on. Raises Refused."""
    about = for_official(turn, value)
    if about.theme is None:
        raise Refused(GONE)
    return about.community, about.theme


def must_be_official(turn: Turn, community: Community) -> None:
    """Raise Refused unless the caller is an official of this running community."""
    if (community.id, Role.OFFICIAL) not in turn.caller.roles or turn.caller.person is None:
        raise Refused(OFFICIALS_ONLY.format(name=community.name))
    if community.programme.past:
        raise Refused(PAST)


def _read(session: Session, value: str) -> About | None:
    kind, _, number = value.partition(":")
    if kind == "ask":
        ask = session.get(DepartmentAsk, number_in(number))
        return About(session.get_one(Community, ask.community_id), ask=ask) if ask else None
    theme = session.get(Theme, number_in(number)) if kind == "theme" else None
    if theme is None:
        return None
    return About(session.get_one(Community, theme.community_id), theme=resolve(session, theme))


def _is_told(session: Session, theme: Theme) -> bool:
    """Say whether the department may know of a theme."""
    return _hubs(session, theme) >= BAND_LEAST or theme.id in _told_in_summaries(session, theme)


def _hubs(session: Session, theme: Theme) -> int:
    root = aliased(Contribution)
    hubs = (
        select(func.count(Hub.id.distinct()))
        .select_from(ThemeMembership)
        .join(root, root.id == ThemeMembership.contribution_id)
        .join(Contribution, same_thread(root))
        .join(Community, Community.id == theme.community_id)
        .join(Hub, (Hub.id == Contribution.hub_id) & (Hub.programme_id == Community.programme_id))
        .where(ThemeMembership.theme_id == theme.id, counted())
    )
    return session.scalar(hubs) or 0


def _told_in_summaries(session: Session, theme: Theme) -> set[int]:
    """Return the themes of the last approved summaries, where their threads are now."""
    kept = session.scalars(
        select(Summary.snapshot)
        .where(Summary.community_id == theme.community_id, Summary.state == SummaryState.APPROVED)
        .order_by(Summary.ends_at.desc())
        .limit(SUMMARIES)
    )
    told = {line.theme_id for snapshot in kept for line in thaw(snapshot).themes}
    themes = session.scalars(select(Theme).where(Theme.id.in_(told)))
    return {resolve(session, one).id for one in themes.all()}
