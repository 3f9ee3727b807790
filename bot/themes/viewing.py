"""Gathers what a caller may see of a community's themes, and makes the cards of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import Contribution
from bot.cards import Actions, Button, Card, Divider, Element
from bot.community.checks import NOT_A_MEMBER, Refused
from bot.community.models import Community, Role
from bot.digests.replies.viewing import further_on, replied_on
from bot.lessons.models import Lesson
from bot.lessons.resources.viewing import shared_in_theme
from bot.lessons.service import Sharing
from bot.router import Turn
from bot.themes import cards
from bot.themes.curation import merged_into, resolve
from bot.themes.models import Theme
from bot.themes.numbers import ThemeNumbers, theme_weeks
from bot.themes.outside import names_in, texts_in
from bot.themes.reading import lessons_in, messages_in
from bot.themes.sorting.cards import sorting_offer
from bot.themes.sorting.service import waiting_asks
from bot.themes.unattributed import NO_LABEL, fit, quotes
from bot.themes.weeks.service import WEEKS_SHOWN, week_of, weeks_kept
from bot.themes.weeks.telling import past_of
from bot.words import BAND_LEAST, day, number_in

SAID = 3
"""Digits of a theme's number; a longer one is forged, and no database takes it."""
BEYOND_MEMBERS = (Sharing.DEPARTMENT, Sharing.PUBLIC)
STALE = "That theme is not there any more. Type /themes to see those that are."
TOO_FEW = "That theme can't be shown: fewer than 3 hubs have raised it. Type /themes to see others."


def sees_as_fellow(turn: Turn, community: Community) -> bool:
    """Say whether the caller sees a community's themes as a member does, or as officials may.

    Raises Refused for who may see neither.
    """
    if turn.caller.belongs(community.id):
        return True
    if turn.caller.has(community.id, Role.OFFICIAL):
        return False
    raise Refused(NOT_A_MEMBER.format(name=community.name))


def theme_of(turn: Turn, value: str) -> Theme:
    """Return the theme that a button or form is about. Raises Refused."""
    theme = turn.unit.session.get(Theme, number_in(value))
    if theme is None:
        raise Refused(STALE)
    return theme


def list_view(turn: Turn, community: Community, page: int, zone: ZoneInfo) -> Card:
    """Return a page of the community's themes. Raises Refused."""
    fellow = sees_as_fellow(turn, community)
    numbers = cards.visible(theme_weeks(turn.unit, community.id, turn.now, WEEKS_SHOWN), fellow)
    if not fellow:
        numbers = _told_outside(turn.unit.session, community, numbers)
    pinned = turn.unit.session.scalars(
        select(Theme.id).where(Theme.community_id == community.id, Theme.pinned)
    )
    return cards.list_card(
        community.name,
        numbers,
        pinned=frozenset(pinned),
        fellow=fellow,
        page=page,
        zone=zone,
        more=_more(turn, community, zone) if fellow else (),
    )


def _more(turn: Turn, community: Community, zone: ZoneInfo) -> list[Element]:
    """Return what members may do beside: look back; and facilitators: help sort."""
    session, elements = turn.unit.session, list[Element]()
    curates = turn.caller.facilitates(community.id)
    waiting = len(waiting_asks(session, community.id)) if curates else 0
    if waiting:
        elements += sorting_offer(community.id, waiting)
    this_week = week_of(turn.now, zone)
    earlier = [week for week in weeks_kept(session, community.id) if week < this_week]
    if earlier:
        value = f"{community.id} {earlier[0].isoformat()} 0"
        elements += [Divider(), Actions((Button("Earlier weeks", "themes_week", value),))]
    return elements


def theme_view(turn: Turn, theme: Theme, zone: ZoneInfo, note: str = "") -> Card:
    """Return one theme opened; a merged one shows where it went. Raises Refused."""
    session = turn.unit.session
    community = session.get_one(Community, theme.community_id)
    fellow = sees_as_fellow(turn, community)
    shown = resolve(session, theme)
    numbers = _numbers(turn, shown)
    if not fellow and (numbers is None or len(numbers.hubs) < BAND_LEAST):
        raise Refused(TOO_FEW)
    if shown.id != theme.id and not note and fellow:
        note = f"“{theme.label}” was merged into this theme."
    told = _words(session, shown, community, fellow)
    opened = _opened(turn, shown, numbers, told, fellow, note, zone)
    return cards.theme_card(opened, turn.now, zone)


def _told_outside(
    session: Session, community: Community, numbers: Sequence[ThemeNumbers]
) -> list[ThemeNumbers]:
    names = names_in(session, community)
    return [
        replace(one, label=fit(one.label, texts_in(session, one.theme_id), names, NO_LABEL))
        for one in numbers
    ]


def _words(
    session: Session, theme: Theme, community: Community, fellow: bool
) -> tuple[str, str, str]:
    """Return label, description and example; outsiders read no name and nothing anybody wrote."""
    texts = texts_in(session, theme.id)
    if not fellow:
        names = names_in(session, community)
        label = fit(theme.label, texts, names, NO_LABEL)
        return label, fit(theme.description, texts, names, ""), ""
    if quotes(theme.description, texts):
        return theme.label, "", theme.description
    return theme.label, theme.description, ""


def _opened(
    turn: Turn,
    theme: Theme,
    numbers: ThemeNumbers | None,
    told: tuple[str, str, str],
    fellow: bool,
    note: str,
    zone: ZoneInfo,
) -> cards.Opened:
    session = turn.unit.session
    curates = turn.caller.facilitates(theme.community_id)
    said = messages_in(session, theme, SAID) if fellow else []
    lessons = lessons_in(session, theme.id, None if fellow else BEYOND_MEMBERS)
    named = {lesson.contribution_id for lesson in lessons if lesson.named}
    return cards.Opened(
        theme_id=theme.id,
        label=told[0],
        description=told[1],
        example=told[2],
        numbers=numbers,
        fellow=fellow,
        curates=curates,
        pinned=theme.pinned,
        note=note,
        past=past_of(session, theme, zone) if fellow else "",
        said=tuple(said_of(one, zone, named) for one in said),
        learned=tuple(_learned(one, fellow) for one in lessons),
        shared=shared_in_theme(turn, theme.id) if fellow else (),
        replied=tuple(replied_on(turn.unit, theme, zone)),
        further=further_on(turn, theme),
        undo=_undo(session, theme) if curates else (),
    )


def _numbers(turn: Turn, theme: Theme) -> ThemeNumbers | None:
    everything = theme_weeks(turn.unit, theme.community_id, turn.now, WEEKS_SHOWN)
    return next((one for one in everything if one.theme_id == theme.id), None)


def _undo(session: Session, theme: Theme) -> tuple[tuple[int, str], ...]:
    return tuple((one.id, one.label) for one in merged_into(session, theme))


def said_of(one: Contribution, zone: ZoneInfo, named: Collection[int] = ()) -> cards.Said:
    """Return a message as members may see it.

    Its hub is named only where a lesson tagged from it may be (`named` are such messages): whoever
    may open the conversation sees there who said it.
    """
    hub = one.hub.name if one.hub is not None and one.id in named else "A hub"
    who = hub if one.hub is not None else "Someone"
    on = day(one.posted_at.astimezone(zone).date())
    return cards.Said(one.text, f"{who}, {on}", one.permalink)


def _learned(lesson: Lesson, fellow: bool) -> cards.Learned:
    hub = lesson.contribution.hub
    named = hub is not None and (fellow or lesson.named)
    told_by = hub.name if hub and named else ""
    return cards.Learned(lesson.recommendation, lesson.worked, told_by, lesson.id if fellow else 0)
