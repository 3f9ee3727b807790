"""Answers who looks back: a week's themes, one theme as it was. For members only."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.capture.models import Contribution
from bot.cards import Answer, Replace, Say
from bot.community.checks import NOT_A_MEMBER, Refused, kindly, the_community
from bot.community.models import Community
from bot.events import ButtonPressed
from bot.router import Router, Turn
from bot.themes.curation import resolve
from bot.themes.models import Theme, ThemeWeek
from bot.themes.numbers import counted
from bot.themes.viewing import SAID, said_of, theme_of
from bot.themes.weeks import cards
from bot.themes.weeks.service import themes_then, weeks_kept

NO_SUCH_WEEK = "Nothing is kept of that week. Type /themes to see the themes as they are now."


@dataclass(frozen=True, slots=True)
class LookingBack:
    """The handlers; days are told in the zone."""

    zone: ZoneInfo

    def week(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Show a week as it was: the one named, or the last before this one."""
        community, week, page = self._asked(turn, given.value)
        kept = weeks_kept(turn.unit.session, community.id)
        if week not in kept:
            raise Refused(NO_SUCH_WEEK)
        place = kept.index(week)
        shown = cards.WeekShown(
            community_id=community.id,
            name=community.name,
            week=week,
            themes=themes_then(turn.unit.session, community.id, week),
            page=page,
            before=kept[place + 1] if place + 1 < len(kept) else None,
            after=kept[place - 1] if place else None,
        )
        return Replace(cards.week_card(shown, self.zone))

    def _asked(self, turn: Turn, value: str) -> tuple[Community, date, int]:
        """Read "community week page". Raises Refused for a forged one, and for who is no member."""
        parts = value.split()
        known = len(parts) == 3 and parts[0].isdecimal() and len(parts[0]) <= 9
        community = turn.unit.session.get(Community, int(parts[0])) if known else None
        if community is None:
            community = the_community(turn.unit, turn.caller)
        must_belong(turn, community)
        week = read_week(parts[1]) if len(parts) > 1 else None
        page = int(parts[2]) if known and parts[2].isdecimal() and len(parts[2]) < 5 else 0
        if week is None:
            raise Refused(NO_SUCH_WEEK)
        return community, week, page

    def theme(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Show one theme as it was in a week."""
        theme_id, _, monday = given.value.partition(" ")
        theme = theme_of(turn, theme_id)
        must_belong(turn, turn.unit.session.get_one(Community, theme.community_id))
        week = read_week(monday)
        row = turn.unit.session.get(ThemeWeek, (theme.id, week)) if week else None
        if row is None:
            raise Refused(NO_SUCH_WEEK)
        said = [said_of(one, self.zone) for one in _spoke_then(turn, row)]
        return Say(cards.theme_then_card(row, _since(turn, theme, row), said, self.zone))


def must_belong(turn: Turn, community: Community) -> None:
    """Raise Refused for who may not see a community's messages."""
    if not turn.caller.belongs(community.id):
        raise Refused(NOT_A_MEMBER.format(name=community.name))


def read_week(value: str) -> date | None:
    """Read a Monday as a button carries it; None for anything else."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _spoke_then(turn: Turn, row: ThemeWeek) -> list[Contribution]:
    """Return messages that were in the theme then and are still kept, the newest first."""
    rows = turn.unit.session.scalars(
        select(Contribution)
        .where(Contribution.id.in_(row.members[-500:]), counted(), Contribution.posted_at <= row.at)
        .order_by(Contribution.posted_at.desc(), Contribution.id.desc())
        .limit(SAID)
        .options(joinedload(Contribution.hub), joinedload(Contribution.author))
    )
    return list(rows)


def _since(turn: Turn, theme: Theme, row: ThemeWeek) -> str:
    """Say what became of it since: another name, or another theme."""
    shown = resolve(turn.unit.session, theme)
    if shown.id != theme.id:
        return f"It is part of “{shown.label}” now."
    return f"It is called “{theme.label}” now." if theme.label != row.label else ""


def register(router: Router, *, zone: ZoneInfo) -> None:
    """Register what is answered here."""
    looking = LookingBack(zone)
    router.button("themes_week", kindly(looking.week), reads=True)
    router.button("theme_week_open", kindly(looking.theme), reads=True)
