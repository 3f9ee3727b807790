"""Changes when a reader's digest comes. Nothing here commits."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.community.models import Person
from bot.digests.letters.models import DigestSetting
from bot.digests.letters.readers import (
    CHANNEL,
    PERSON,
    Reader,
    Usual,
    last_period,
    rhythm,
    setting_of,
)
from bot.digests.letters.sending import claim
from bot.digests.letters.timing import LATEST, Rhythm
from bot.privacy.audit import record
from bot.schedules.calendar import Weekday
from bot.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody filled in; checked."""

    wanted: bool
    weekday: Weekday
    at: time
    zone: str
    paused_until: date | None


def change(
    unit: UnitOfWork, reader: Reader, wish: Wish, usual: Usual, by: Person, now: datetime
) -> Rhythm:
    """Have the digest come as wished, from the next time on; return when that is by rule.

    A time of this week that has passed already brings none at once.
    """
    before, last = rhythm(unit.session, reader, usual), last_period(unit.session, reader)
    setting = setting_of(unit.session, reader)
    if setting is None:
        setting = DigestSetting(
            person_id=reader.id if reader.kind == PERSON else None,
            channel_id=reader.id if reader.kind == CHANNEL else None,
        )
        unit.session.add(setting)
    setting.wanted, setting.paused_until = wish.wanted, wish.paused_until
    setting.weekday, setting.at, setting.zone = wish.weekday, f"{wish.at:%H:%M}", wish.zone
    unit.flush()
    after = rhythm(unit.session, reader, usual)
    if not _is_waiting(before, last, now):
        passed = after.weekly.latest(now).key
        if passed > last:
            claim(unit, reader, passed, now)
    record(unit, by=by, action="digest.changed", subject=reader.key, now=now, wanted=wish.wanted)
    return after


def _is_waiting(before: Rhythm, last: str, now: datetime) -> bool:
    """Say whether a digest has fallen due and waits for people to be at work."""
    period = before.weekly.latest(now)
    late = now - period.ends_at.astimezone(UTC)
    return period.key > last and late <= LATEST and before.comes(period)
