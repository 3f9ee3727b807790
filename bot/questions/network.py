"""Puts a person's question or challenge before the network: posts it once, and keeps it as theirs.

It is posted by us, so chat gives it a message id only when it is delivered. Until then it is kept
under its outbox key; `adopt` gives it the real id as soon as somebody touches the posted message.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from bot.capture import service as capture
from bot.capture.models import Contribution, Kind
from bot.cards import Card
from bot.community.caller import Caller, ensure_person
from bot.community.models import Channel, Purpose
from bot.delivery.models import DeliveredPart, OutboxRow
from bot.delivery.outbox import channel_destination, post
from bot.events import Place, Sender
from bot.privacy.audit import record
from bot.store import UnitOfWork

WAITING = "outbox:"


@dataclass(frozen=True, slots=True)
class Put:
    """What became of it: `posted` is False when it was posted before; `kept` as a contribution."""

    posted: bool
    kept: bool


def channel_for(session: Session, caller: Caller, community_id: int) -> Channel | None:
    """Return where the caller's words are posted: the channel they speak in, else the main one.

    The main channel is the community's first, one on the caller's own platform before others.
    """
    here = caller.channel
    if here and here.community_id == community_id and here.purpose is Purpose.COMMUNITY:
        return here
    elsewhere = case((Channel.platform == caller.who.platform, 0), else_=1)
    return session.scalar(
        select(Channel)
        .where(Channel.community_id == community_id, Channel.purpose == Purpose.COMMUNITY)
        .order_by(elsewhere, Channel.capture.desc(), Channel.id)
        .limit(1)
    )


def channel_name(channel: Channel) -> str:
    """Return a channel as it is named to its members."""
    return f"#{channel.name}" if channel.name else "your community's channel"


def name_of(caller: Caller) -> str:
    """Return the name under which the caller's words are posted."""
    return (caller.person.name if caller.person else "") or caller.who.name or "A member"


def place_of(channel: Channel) -> Place:
    """Return a channel as the place where something is said."""
    return Place(
        platform=channel.platform,
        tenant=channel.tenant,
        conversation=channel.conversation,
        name=channel.name,
        address=channel.address,
    )


def put_to_network(
    unit: UnitOfWork,
    caller: Caller,
    channel: Channel,
    *,
    kind: Kind,
    text: str,
    card: Card,
    nonce: str,
    now: datetime,
) -> Put:
    """Post the card once a nonce, and keep the words as the caller's question or challenge."""
    key = _key(kind, caller.who, nonce)
    if not post(unit, channel_destination(channel), card, key=key, now=now):
        return Put(posted=False, kept=False)
    person = ensure_person(unit, caller.who)
    kept = capture.keep(
        unit,
        event_place=place_of(channel),
        message_id=WAITING + key,
        author=caller.who,
        text=text,
        posted_at=now,
        kind=kind,
        by=person,
        now=now,
    )
    record(
        unit,
        by=person,
        action=f"{kind}.posted",
        subject=f"channel:{channel.id}",
        now=now,
        contribution=kept.id if kept else None,
    )
    return Put(posted=True, kept=kept is not None)


def posted_before(
    session: Session, who: Sender, kind: Kind, nonce: str
) -> tuple[bool, Contribution | None]:
    """Say whether this was put to the network, and return what is kept of it."""
    key = _key(kind, who, nonce)
    row = session.scalar(select(OutboxRow).where(OutboxRow.key == key))
    if row is None:
        return False, None
    parts = select(DeliveredPart.message_id).where(DeliveredPart.outbox_id == row.id)
    messages = [WAITING + key, *session.scalars(parts.where(DeliveredPart.part == 0))]
    kept = session.scalar(
        select(Contribution).where(
            Contribution.platform == row.platform,
            Contribution.tenant == row.tenant,
            Contribution.conversation == row.conversation,
            Contribution.message_id.in_(messages),
            Contribution.deleted_at.is_(None),
        )
    )
    return True, kept


def _key(kind: Kind, who: Sender, nonce: str) -> str:
    return f"{kind}:{who.platform}:{who.tenant}:{nonce}"


def adopt(unit: UnitOfWork, place: Place, message_id: str) -> None:
    """Give what we posted for a person its real message id, if this message is one of those.

    When the posted message was removed before we could, the words kept for it are erased too.
    """
    known = capture.find(unit.session, place, message_id)
    if known is not None and known.deleted_at is None:
        return
    waiting = _waiting(unit.session, place, message_id)
    if waiting is None:
        return
    if known is not None:
        capture.erase(unit, waiting, known.deleted_at or waiting.posted_at)
        return
    waiting.message_id = waiting.thread = message_id
    unit.flush()


def posted_key(session: Session, contribution: Contribution) -> str | None:
    """Return the outbox key under which we posted a person's words; None: they posted them."""
    if contribution.message_id.startswith(WAITING):
        return contribution.message_id.removeprefix(WAITING)
    return session.scalar(
        select(OutboxRow.key)
        .join(DeliveredPart, DeliveredPart.outbox_id == OutboxRow.id)
        .where(
            OutboxRow.platform == contribution.platform,
            OutboxRow.tenant == contribution.tenant,
            DeliveredPart.conversation == contribution.conversation,
            DeliveredPart.message_id == contribution.message_id,
            DeliveredPart.part == 0,
        )
    )


def _waiting(session: Session, place: Place, message_id: str) -> Contribution | None:
    """Return what waits under the outbox key that this message was delivered for."""
    waiting = session.scalars(
        select(Contribution).where(
            Contribution.platform == place.platform,
            Contribution.tenant == place.tenant,
            Contribution.conversation == place.conversation,
            Contribution.message_id.startswith(WAITING),
            Contribution.deleted_at.is_(None),
        )
    ).all()
    if not waiting:
        return None
    key = session.scalar(
        select(OutboxRow.key)
        .join(DeliveredPart, DeliveredPart.outbox_id == OutboxRow.id)
        .where(
            OutboxRow.key.in_([one.message_id.removeprefix(WAITING) for one in waiting]),
            DeliveredPart.message_id == message_id,
            DeliveredPart.part == 0,
        )
    )
    return next((one for one in waiting if one.message_id == f"{WAITING}{key}"), None)
