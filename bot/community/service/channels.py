"""Setting a channel up: whose it is, what it is for and whether it is captured."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from bot.community.announcing import announce
from bot.community.caller import find_channel
from bot.community.models import Channel, Community, Membership, Person, Programme, Purpose, Role
from bot.events import Place
from bot.privacy.audit import record
from bot.store import UnitOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelChoice:
    """What a channel is to be."""

    community: Community
    purpose: Purpose
    capture: bool


def slug_of(name: str) -> str:
    """Return a name as a slug: "Fen & Wash" is fen-wash."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "x"


def is_taken(unit: UnitOfWork, table: type[Programme] | type[Community], name: str) -> bool:
    """Say whether there is a programme or a community of this name already."""
    query = select(table.id).where(table.slug == slug_of(name))
    return unit.session.scalar(query) is not None


def add_programme(unit: UnitOfWork, name: str) -> Programme:
    """Add a programme whose name is not taken."""
    programme = Programme(slug=slug_of(name), name=name)
    unit.session.add(programme)
    unit.flush()
    return programme


def add_community(unit: UnitOfWork, programme: Programme, name: str, by: Person) -> Community:
    """Add a community whose name is not taken, looked after by whoever added it."""
    community = Community(programme_id=programme.id, slug=slug_of(name), name=name)
    unit.session.add(community)
    unit.flush()
    unit.session.add(Membership(person_id=by.id, community_id=community.id, role=Role.FACILITATOR))
    unit.flush()
    return community


def set_up_channel(
    unit: UnitOfWork, where: Place, name: str, choice: ChannelChoice, by: Person, now: datetime
) -> Channel:
    """Make a channel what was chosen; announce capture once each time it is switched on."""
    channel = find_channel(unit.session, where)
    was_on = channel is not None and channel.capture
    if channel is None:
        channel = Channel(
            platform=where.platform, tenant=where.tenant, conversation=where.conversation
        )
        unit.session.add(channel)
    channel.name = where.name or name or channel.name or ""
    channel.address = where.address or channel.address or ""
    channel.team = where.team or channel.team or ""
    channel.community = choice.community
    channel.purpose, channel.capture = choice.purpose, choice.capture
    unit.flush()
    record(
        unit,
        by=by,
        action="channel.set_up",
        subject=f"channel:{channel.id}",
        now=now,
        community=choice.community.slug,
        purpose=choice.purpose,
        capture=choice.capture,
    )
    if choice.capture and not was_on:
        announce(unit, channel, now)
    return channel


def channels_at(unit: UnitOfWork, where: Place) -> Sequence[Channel]:
    """Return the channels of a place: this one and those of its team; all, if none is named."""
    query = select(Channel).where(
        Channel.platform == where.platform, Channel.tenant == where.tenant
    )
    if where.conversation:
        of_it = or_(Channel.conversation == where.conversation, Channel.team == where.conversation)
        query = query.where(of_it)
    return unit.session.scalars(query).all()


def stop_capture(unit: UnitOfWork, where: Place, by: Person | None, now: datetime) -> int:
    """Switch capture off in a channel, or everywhere on the platform; return how many it was on in.

    An empty `where.conversation` means that we were uninstalled.
    """
    channels = [channel for channel in channels_at(unit, where) if channel.capture]
    for channel in channels:
        channel.capture = False
        subject = f"channel:{channel.id}"
        record(unit, by=by, action="capture.off", subject=subject, now=now, why="bot removed")
    return len(channels)
