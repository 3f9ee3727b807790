"""Who gets the digest, when, and what they may see, as it is when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.community.models import Channel, Community, Membership, Person, Programme, Purpose, Role
from bot.digests.letters.models import DigestIssue, DigestSetting
from bot.digests.letters.timing import Rhythm
from bot.schedules.calendar import Weekday
from bot.schedules.working import WorkingCalendar

PERSON, CHANNEL = "person", "channel"
IN_CHANNELS = (Purpose.COMMUNITY, Purpose.FACILITATORS)
"""Channels of the members alone: what they write to each other never goes anywhere else."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The installation's day and time of the digest, and when its people work."""

    weekday: Weekday
    at: time
    working: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Reader:
    """A person in private, or a channel, by its id. `key` is how the digest's rows name them."""

    kind: str
    id: int

    @property
    def key(self) -> str:
        """Return the reader's name in the tables: "person:12"."""
        return f"{self.kind}:{self.id}"


def setting_of(session: Session, reader: Reader) -> DigestSetting | None:
    """Return what the reader chose, if they chose at all."""
    column = DigestSetting.person_id if reader.kind == PERSON else DigestSetting.channel_id
    return session.scalar(select(DigestSetting).where(column == reader.id))


def rhythm_of(setting: DigestSetting | None, usual: Usual, *, wanted: bool) -> Rhythm:
    """Return when a reader gets it; `wanted` holds for who did not choose."""
    zone = usual.working.zone
    if setting is None:
        return Rhythm(usual.weekday, usual.at, zone, wanted)
    return Rhythm(
        Weekday(setting.weekday) if setting.weekday else usual.weekday,
        time.fromisoformat(setting.at) if setting.at else usual.at,
        ZoneInfo(setting.zone) if setting.zone else zone,
        setting.wanted,
        setting.paused_until,
    )


def last_period(session: Session, reader: Reader) -> str:
    """Return the latest period whose digest was dealt with; "": none."""
    latest = select(func.max(DigestIssue.period)).where(DigestIssue.reader == reader.key)
    return session.scalar(latest) or ""


def everyone(session: Session) -> list[Reader]:
    """Return all who may get a digest: people of running programmes, and channels that chose it."""
    people = session.scalars(
        select(Membership.person_id)
        .join(Community, Community.id == Membership.community_id)
        .join(Programme, Programme.id == Community.programme_id)
        .where(~Programme.past, Membership.role != Role.OFFICIAL)
        .distinct()
        .order_by(Membership.person_id)
    )
    wanted = DigestSetting.channel_id.is_not(None), DigestSetting.wanted
    channels = session.scalars(select(DigestSetting.channel_id).where(*wanted))
    return [
        *(Reader(PERSON, person_id) for person_id in people),
        *(Reader(CHANNEL, channel_id) for channel_id in channels if channel_id is not None),
    ]


def rhythm(session: Session, reader: Reader, usual: Usual) -> Rhythm:
    """Return when a reader gets the digest.

    Without having chosen, members get it; facilitators have their desk, and channels get none.
    """
    setting = setting_of(session, reader)
    wanted = setting is None and reader.kind == PERSON and _is_member(session, reader.id)
    return rhythm_of(setting, usual, wanted=wanted)


def communities_of(session: Session, reader: Reader) -> Sequence[Community]:
    """Return the running communities whose messages the reader may see now: officials, none."""
    running = select(Community).join(Programme).where(~Programme.past).order_by(Community.id)
    if reader.kind == CHANNEL:
        channel = session.get(Channel, reader.id)
        if channel is None or channel.purpose not in IN_CHANNELS:
            return ()
        return session.scalars(running.where(Community.id == channel.community_id)).all()
    theirs = select(Membership.community_id).where(
        Membership.person_id == reader.id, Membership.role != Role.OFFICIAL
    )
    return session.scalars(running.where(Community.id.in_(theirs))).all()


def person_of(session: Session, reader: Reader) -> Person | None:
    """Return the person who reads; None: it is a channel."""
    return session.get(Person, reader.id) if reader.kind == PERSON else None


def _is_member(session: Session, person_id: int) -> bool:
    role = Membership.person_id == person_id, Membership.role == Role.MEMBER
    return session.scalar(select(Membership.id).where(*role).limit(1)) is not None
