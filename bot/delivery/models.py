"""Tables of what we have to say: the outbox, and each part as it was delivered."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class OutboxState(StrEnum):
    """Where an outbox row stands. DEAD: given up on; the error says why. WITHDRAWN: never sent."""

    PENDING = "pending"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    DEAD = "dead"
    WITHDRAWN = "withdrawn"


class Doing(StrEnum):
    """What an outbox row does: post a card, put another in its place, or take it back."""

    POST = "post"
    UPDATE = "update"
    DELETE = "delete"


class Audience(StrEnum):
    """Whom a card is for; each includes the ones before. See `bot.delivery.audiences`."""

    FACILITATORS = "facilitators"
    MEMBERS = "members"
    DEPARTMENT = "department"
    PUBLIC = "public"


class OutboxRow(Base):
    """A card to deliver to one destination, once: `key` is unique and says what it is for.

    To update or delete, `of_key` is the key of the row that posted it.

    `attempting` is the part being posted while the lease is held: if the lease runs out with it
    set, that part may have been posted, and is looked for before it is posted again. `together`
    are the people of a group message (empty: it is none). `community_id` is whose channel it was
    when this was put here (None: nobody's, or it is no channel).
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_state_not_before", "state", "not_before"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    doing: Mapped[Doing] = mapped_column(default=Doing.POST, server_default=Doing.POST)
    of_key: Mapped[str | None]
    platform: Mapped[str]
    tenant: Mapped[str]
    conversation: Mapped[str] = mapped_column(default="")
    thread: Mapped[str | None]
    user_id: Mapped[str | None]
    together: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    address: Mapped[str] = mapped_column(default="")
    audience: Mapped[Audience] = mapped_column(
        default=Audience.MEMBERS, server_default=Audience.MEMBERS
    )
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"))
    card: Mapped[str] = mapped_column(Text)
    state: Mapped[OutboxState] = mapped_column(default=OutboxState.PENDING)
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    lease_owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempting: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None]
    sent_at: Mapped[datetime | None]


class DeliveredPart(Base):
    """One part of a card as the platform knows it."""

    __tablename__ = "delivered_part"
    outbox_id: Mapped[int] = mapped_column(
        ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str]
    message_id: Mapped[str]
    sent_at: Mapped[datetime]
