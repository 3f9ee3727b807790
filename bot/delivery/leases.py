"""Who delivers which outbox row: leases, and what is noted around each post.

A lease belongs to one delivery (its `owner` is never used twice). Every note checks the owner, so
that a process that was stopped while another took over notes nothing when it goes on.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Text, and_, cast, delete, func, or_, select, update

from bot.cards import Card, from_json
from bot.delivery.models import Audience, DeliveredPart, Doing, OutboxRow, OutboxState
from bot.ports import Destination, PostedMessage
from bot.store import UnitOfWork

LEASE = timedelta(seconds=60)
WAITING = (OutboxState.PENDING, OutboxState.SENDING, OutboxState.UNCERTAIN)
Queue = tuple[str, str, str, str]
"""Where order is kept: platform, tenant, conversation and person (or people of a group)."""


class LeaseLost(Exception):
    """Another delivery has taken this row over: do nothing more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """A leased row: what to deliver where, which parts stand there, and which one may.

    `in_doubt` is the part that may have been posted, to be looked for first. `withdrawn`: it is
    to be taken back, so nothing more of it is to be done. To update or delete: `standing` are the
    message ids, by part, of what stands there of the row `of_row`.
    """

    row_id: int
    owner: str
    key: str
    doing: Doing
    destination: Destination
    audience: Audience
    community_id: int | None
    card: str
    delivered: frozenset[int]
    in_doubt: int | None
    queue: Queue
    withdrawn: bool
    of_row: int | None
    standing: Mapping[int, str]

    def read_card(self) -> Card:
        """Return the card. Raises ValueError when what is kept can't be read."""
        return from_json(self.card)

    def part_key(self, part: int) -> str:
        """Return the mark by which one part of this card can be found again."""
        return f"{self.key}:{part}"


def due(unit: UnitOfWork, platforms: Collection[str], now: datetime) -> list[tuple[int, Queue]]:
    """Return the first waiting row of each queue if it may be taken now, the oldest first."""
    columns = OutboxRow.platform, OutboxRow.tenant, OutboxRow.conversation, OutboxRow.user_id
    first = (
        select(func.min(OutboxRow.id))
        .where(OutboxRow.platform.in_(platforms), OutboxRow.state.in_(WAITING))
        .group_by(*columns, cast(OutboxRow.together, Text))
    )
    rows = unit.session.execute(
        select(OutboxRow.id, *columns, OutboxRow.together)
        .where(OutboxRow.id.in_(first), _free(now))
        .order_by(OutboxRow.id)
    )
    return [(row_id, _queue(*place)) for row_id, *place in rows]


def take(unit: UnitOfWork, row_id: int, now: datetime, lease: timedelta) -> Delivery | None:
    """Lease a row until `now` + `lease`; None when another was quicker."""
    row = unit.session.scalar(
        select(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.state.in_(WAITING), _free(now))
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    row.lease_owner = secrets.token_hex(8)
    row.lease_until = now + lease
    in_doubt = row.attempting
    row.state = OutboxState.SENDING if in_doubt is None else OutboxState.UNCERTAIN
    unit.flush()
    return _delivery(unit, row, in_doubt)


def begin_part(
    unit: UnitOfWork, delivery: Delivery, part: int | None, now: datetime, lease: timedelta
) -> None:
    """Note that a part is about to be posted, and renew the lease. Raises LeaseLost.

    None: something is about to be done that may be done again, so it leaves nothing in doubt.
    """
    row = _own(unit, delivery)
    row.state = OutboxState.SENDING
    row.attempting = part
    row.lease_until = now + lease


def record_part(
    unit: UnitOfWork, delivery: Delivery, part: int, posted: PostedMessage, now: datetime
) -> None:
    """Note that a part stands there. Raises LeaseLost."""
    row = _own(unit, delivery)
    row.attempting = None
    row.attempts = 0
    row.error = None
    row.state = OutboxState.SENDING
    unit.session.add(
        DeliveredPart(
            outbox_id=row.id,
            part=part,
            conversation=posted.conversation,
            message_id=posted.message_id,
            sent_at=now,
        )
    )


def record_removed(unit: UnitOfWork, delivery: Delivery, part: int) -> None:
    """Note that a part of the row referred to stands there no longer. Raises LeaseLost."""
    _own(unit, delivery)
    removed = DeliveredPart.outbox_id == delivery.of_row, DeliveredPart.part == part
    unit.session.execute(delete(DeliveredPart).where(*removed))


def finish(unit: UnitOfWork, delivery: Delivery, now: datetime) -> None:
    """Note that all is done; the words of what was taken back are let go of. Raises LeaseLost."""
    row = _own(unit, delivery)
    row.state = OutboxState.WITHDRAWN if delivery.withdrawn else OutboxState.SENT
    row.sent_at = now
    _let_go(row)
    if delivery.doing is Doing.DELETE:
        taken_back = update(OutboxRow).where(
            or_(OutboxRow.key == row.of_key, OutboxRow.of_key == row.of_key)
        )
        unit.session.execute(taken_back.values(card=""))


def put_back(
    unit: UnitOfWork,
    delivery: Delivery,
    *,
    not_before: datetime,
    in_doubt: int | None = None,
    error: str | None = None,
    counts: bool = False,
) -> None:
    """Let the row be taken again, not before a time; `in_doubt` is the part to look for first.

    `counts`: this was a try that failed. Raises LeaseLost.
    """
    row = _own(unit, delivery)
    row.state = OutboxState.PENDING if in_doubt is None else OutboxState.UNCERTAIN
    row.attempting = in_doubt
    row.not_before = not_before
    row.error = error
    row.attempts += counts
    _let_go(row)


def give_up(unit: UnitOfWork, delivery: Delivery, error: str) -> None:
    """Note that the row will never be delivered, and why. Raises LeaseLost."""
    row = _own(unit, delivery)
    row.state = OutboxState.DEAD
    row.attempts += 1
    row.error = error
    _let_go(row)


def tries(unit: UnitOfWork, delivery: Delivery) -> int:
    """Return how many tries have failed since a part was last delivered. Raises LeaseLost."""
    return _own(unit, delivery).attempts


def _free(now: datetime) -> ColumnElement[bool]:
    return and_(
        OutboxRow.not_before <= now,
        or_(OutboxRow.lease_until.is_(None), OutboxRow.lease_until <= now),
    )


def _own(unit: UnitOfWork, delivery: Delivery) -> OutboxRow:
    row = unit.session.scalar(
        select(OutboxRow)
        .where(OutboxRow.id == delivery.row_id, OutboxRow.lease_owner == delivery.owner)
        .with_for_update()
    )
    if row is None:
        raise LeaseLost(delivery.row_id)
    return row


def _let_go(row: OutboxRow) -> None:
    row.lease_owner = None
    row.lease_until = None


def _delivery(unit: UnitOfWork, row: OutboxRow, in_doubt: int | None) -> Delivery:
    assert row.lease_owner is not None  # noqa: S101 - just set
    of_row = unit.session.scalar(select(OutboxRow.id).where(OutboxRow.key == row.of_key))
    return Delivery(
        row_id=row.id,
        owner=row.lease_owner,
        key=row.key,
        doing=row.doing,
        destination=Destination(
            platform=row.platform,
            tenant=row.tenant,
            conversation=row.conversation,
            thread=row.thread,
            user_id=row.user_id,
            together=tuple(row.together),
            address=row.address,
        ),
        audience=row.audience,
        community_id=row.community_id,
        card=row.card,
        delivered=frozenset(_parts(unit, row.id)),
        in_doubt=in_doubt,
        queue=_queue(row.platform, row.tenant, row.conversation, row.user_id, row.together),
        withdrawn=row.doing is not Doing.DELETE and is_withdrawn(unit, row.of_key or row.key),
        of_row=of_row,
        standing={} if of_row is None else _parts(unit, of_row),
    )


def is_withdrawn(unit: UnitOfWork, key: str) -> bool:
    """Say whether what was posted, or is to be, under this key is to be taken back."""
    taken_back = OutboxRow.of_key == key, OutboxRow.doing == Doing.DELETE
    return unit.session.scalar(select(OutboxRow.id).where(*taken_back).limit(1)) is not None


def _parts(unit: UnitOfWork, row_id: int) -> dict[int, str]:
    """Return the message ids of the parts that stand there, in order."""
    rows = unit.session.execute(
        select(DeliveredPart.part, DeliveredPart.message_id)
        .where(DeliveredPart.outbox_id == row_id)
        .order_by(DeliveredPart.part)
    )
    return dict(rows.all())


def _queue(
    platform: str, tenant: str, conversation: str, user_id: str | None, together: Sequence[str]
) -> Queue:
    return platform, tenant, conversation, user_id or " ".join(together)
