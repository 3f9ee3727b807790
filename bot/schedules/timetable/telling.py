"""Tells facilitators, once, that something scheduled failed for good, or began late."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.community.models import Channel, Purpose
from bot.delivery.models import Audience
from bot.delivery.outbox import channel_destination, post
from bot.schedules.calendar import Period
from bot.schedules.timetable.cards import failed_card, late_card
from bot.schedules.timetable.reading import running
from bot.schedules.timetable.rules import name_of
from bot.schedules.timetable.wording import NAMES
from bot.store import UnitOfWork

log = logging.getLogger(__name__)
_A_DAY = len("2026-09-21")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with a schedule's period: an error's code; "" when it only began late."""

    schedule: str
    period: Period
    error: str = ""


def tell(unit: UnitOfWork, trouble: Trouble, zone: ZoneInfo, now: datetime) -> None:
    """Tell the community's facilitators, or every community's, in their first channel.

    Of what runs every hour they hear once a day. What is no concern of theirs is only logged.
    """
    name, community_id = name_of(trouble.schedule)
    if name not in NAMES:
        return
    late = now - trouble.period.ends_at.astimezone(UTC)
    card = (
        failed_card(name, trouble.period.ends_at, trouble.error, zone)
        if trouble.error
        else late_card(name, trouble.period.ends_at, late, zone)
    )
    told: Sequence[int] = running(unit.session) if community_id is None else [community_id]
    for one in told:
        channel = _facilitators(unit, one)
        if channel is None:
            log.warning("Nobody to tell of %s in community %d", trouble.schedule, one)
            continue
        what = "failed" if trouble.error else "late"
        key = f"schedule-{what}:{name}:{trouble.period.key[:_A_DAY]}:{one}"
        place, audience = channel_destination(channel), Audience.FACILITATORS
        post(unit, place, card, key=key, now=now, audience=audience)


def _facilitators(unit: UnitOfWork, community_id: int) -> Channel | None:
    first = Channel.community_id == community_id, Channel.purpose == Purpose.FACILITATORS
    return unit.session.scalar(select(Channel).where(*first).order_by(Channel.id).limit(1))
