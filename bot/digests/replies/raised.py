"""Where a theme or an ask was raised, and by whom: who is to hear what the department says.

Everything is read at the time of telling: what a channel is for now, and who still belongs.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from bot.capture.models import Contribution
from bot.community.models import Channel, Membership, Person, Purpose
from bot.introductions.who import FELLOWS
from bot.questions.network import WAITING
from bot.themes.models import ThemeMembership
from bot.themes.numbers import counted, same_thread

LATELY = timedelta(weeks=8)
"""Who wrote longer ago is not told in private; their channel is."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A community's channel, and the thread in it; None: the channel itself."""

    channel: Channel
    thread: str | None = None


def theme_spots(session: Session, community_id: int, theme_id: int) -> list[Spot]:
    """Return the channels in which a theme was raised, cross-posts included."""
    root, twin = aliased(Contribution), aliased(Contribution)
    raised = (
        select(Contribution.channel_id, twin.channel_id)
        .join(root, same_thread(root))
        .join(ThemeMembership, ThemeMembership.contribution_id == root.id)
        .outerjoin(twin, and_(twin.same_as_id == Contribution.id, twin.deleted_at.is_(None)))
        .where(ThemeMembership.theme_id == theme_id, counted())
        .distinct()
    )
    there = {channel_id for row in session.execute(raised) for channel_id in row}
    return [Spot(one) for one in _channels(session, community_id) if one.id in there]


def message_spot(session: Session, community_id: int, message: Contribution) -> Spot | None:
    """Return the thread of a message, if its channel is still the community's."""
    channel = session.get(Channel, message.channel_id)
    if channel is None or not _is_the_communitys(channel, community_id):
        return None
    # What we posted for somebody has no id in the chat until somebody touches it.
    return Spot(channel, None if message.thread.startswith(WAITING) else message.thread)


def main_spots(session: Session, community_id: int) -> list[Spot]:
    """Return the community's first channel on each platform: for what was raised nowhere."""
    first: dict[tuple[str, str], Channel] = {}
    for channel in _channels(session, community_id):
        first.setdefault((channel.platform, channel.tenant), channel)
    return [Spot(channel) for channel in first.values()]


def people_on(
    session: Session, community_id: int, theme_id: int, now: datetime
) -> dict[int, Contribution]:
    """Return who lately wrote in a theme's threads, each with what they wrote last there."""
    root = aliased(Contribution)
    wrote = (
        select(Contribution)
        .join(root, same_thread(root))
        .join(ThemeMembership, ThemeMembership.contribution_id == root.id)
        .where(
            ThemeMembership.theme_id == theme_id,
            Contribution.posted_at > now - LATELY,
            Contribution.deleted_at.is_(None),
        )
    )
    return _belonging(session, community_id, session.scalars(_in_order(wrote)).all())


def people_in_thread(
    session: Session, community_id: int, message: Contribution
) -> dict[int, Contribution]:
    """Return who wrote in a message's thread, each with what they wrote last there."""
    wrote = select(Contribution).where(
        Contribution.platform == message.platform,
        Contribution.tenant == message.tenant,
        Contribution.conversation == message.conversation,
        Contribution.thread == message.thread,
        Contribution.deleted_at.is_(None),
    )
    return _belonging(session, community_id, session.scalars(_in_order(wrote)).all())


def _in_order(wrote: Select[Contribution]) -> Select[Contribution]:
    return wrote.order_by(Contribution.posted_at, Contribution.id)


def _channels(session: Session, community_id: int) -> Sequence[Channel]:
    channels = select(Channel).where(
        Channel.community_id == community_id, Channel.purpose == Purpose.COMMUNITY
    )
    return session.scalars(channels.order_by(Channel.id)).all()


def _is_the_communitys(channel: Channel, community_id: int) -> bool:
    return channel.community_id == community_id and channel.purpose is Purpose.COMMUNITY


def _belonging(
    session: Session, community_id: int, wrote: Collection[Contribution]
) -> dict[int, Contribution]:
    """Keep those who may see what members write, and let us write to them."""
    last = {one.author_id: one for one in wrote if one.author_id is not None}
    fellows = session.scalars(
        select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Person.id.in_(last),
            ~Person.capture_off,
            Membership.community_id == community_id,
            Membership.role.in_(FELLOWS),
        )
    )
    return {person_id: last[person_id] for person_id in sorted(set(fellows))}
