"""Offers what past programmes learned, once a theme: where it is raised, and to facilitators."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cards import Card
from bot.community.models import Channel, Community, Programme, Purpose
from bot.delivery.outbox import channel_destination, post
from bot.lessons.carrying.briefing import item_of
from bot.lessons.carrying.cards import offer_card
from bot.lessons.carrying.matching import Carried, carried
from bot.lessons.guide.places import themes_of
from bot.privacy.audit import record
from bot.questions.lookup import EarlierAnswers
from bot.questions.sight import past_communities
from bot.store import Database, UnitOfWork
from bot.themes.numbers import ThemeNumbers, theme_weeks

LEAST_HUBS = 3
WEEKS = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered on a theme, and the channel where most of its needs were told."""

    theme_id: int
    channel_id: int
    card: Card


def offer_to_all(database: Database, lookup: EarlierAnswers, now: datetime, zone: ZoneInfo) -> int:
    """Offer to every running community; return how many themes got an offer."""
    with database.read() as unit:
        running = select(Community.id).join(Programme).where(~Programme.past)
        communities = list(unit.session.scalars(running.order_by(Community.id)))
    return sum(_offer(database, lookup, one, now, zone) for one in communities)


def _offer(
    database: Database, lookup: EarlierAnswers, community_id: int, now: datetime, zone: ZoneInfo
) -> int:
    """Offer on the themes that hubs raise lately; what takes long is read before the writing."""
    with database.read() as unit:
        offers = _offers(unit, lookup, community_id, now, zone)
    offered = 0
    for offer in offers:
        with database.write() as unit:
            offered += _post(unit, community_id, offer, now)
            unit.commit()
    return offered


def _offers(
    unit: UnitOfWork, lookup: EarlierAnswers, community_id: int, now: datetime, zone: ZoneInfo
) -> list[Offer]:
    past = past_communities(unit.session)
    raised = [
        one
        for one in theme_weeks(unit, community_id, now, WEEKS)
        if len(frozenset[int]().union(*one.weekly)) >= LEAST_HUBS
    ]
    if not past or not raised:
        return []
    by_theme = _by_theme(unit.session, carried(unit, lookup, past, community_id))
    return [
        _made(numbers, by_theme[numbers.theme_id], past, zone)
        for numbers in raised
        if numbers.theme_id in by_theme
    ]


def _by_theme(session: Session, found: Sequence[Carried]) -> dict[int, list[Carried]]:
    themes = themes_of(session, {one.need.id for one in found})
    by_theme: dict[int, list[Carried]] = defaultdict(list)
    for one in found:
        if one.need.id in themes:
            by_theme[themes[one.need.id]].append(one)
    return by_theme


def _made(
    numbers: ThemeNumbers, lessons: Sequence[Carried], past: Mapping[int, str], zone: ZoneInfo
) -> Offer:
    items = [item_of(one, past[one.message.community_id], zone) for one in lessons]
    channel_id = Counter(one.need.channel_id for one in lessons).most_common(1)[0][0]
    return Offer(numbers.theme_id, channel_id, offer_card(numbers.label, len(numbers.hubs), items))


def _post(unit: UnitOfWork, community_id: int, offer: Offer, now: datetime) -> bool:
    """Post the offer to members and facilitators, once a theme; say whether it was new."""
    key = f"met-before:{offer.theme_id}"
    new = [
        post(unit, channel_destination(one), offer.card, key=f"{key}:{one.purpose}", now=now)
        for one in _channels(unit.session, community_id, offer)
    ]
    if any(new):
        subject = f"theme:{offer.theme_id}"
        record(unit, by=None, action="lessons.offered", subject=subject, now=now)
    return any(new)


def _channels(session: Session, community_id: int, offer: Offer) -> Sequence[Channel]:
    """Return the members' channel, if it is still captured, and the facilitators'."""
    where = session.get_one(Channel, offer.channel_id)
    facilitators = session.scalars(
        select(Channel)
        .where(Channel.community_id == community_id, Channel.purpose == Purpose.FACILITATORS)
        .order_by(Channel.id)
        .limit(1)
    ).all()
    members = [where] if where.purpose is Purpose.COMMUNITY and where.capture else []
    return [*members, *facilitators]
