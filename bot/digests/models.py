"""Tables of summaries: each frozen when drafted, and what people decided about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class SummaryState(StrEnum):
    """Where a summary stands: nothing leaves before it is APPROVED. RECALLED: taken back again."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    RECALLED = "recalled"


class Summary(Base):
    """A checkpoint summary, frozen as drafted: `snapshot` holds all that will be shown.

    `drafted` is the snapshot as it was before anybody changed it. `version` counts what was posted:
    1 at first, one more with each amendment.
    """

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("community_id", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    period: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[SummaryState] = mapped_column(default=SummaryState.DRAFTED)
    snapshot: Mapped[dict[str, Any]]
    drafted: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    drafted_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")


class SummaryChange(Base):
    """What was done to a summary, by whom: changed, approved, sent back, amended, recalled.

    `part` says to what ("theme:12", "risk:12", "asks"); `reason` is the person's own words.
    """

    __tablename__ = "summary_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    summary_id: Mapped[int] = mapped_column(
        ForeignKey("summary.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[str]
    part: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class QuoteConsent(Base):
    """Whether an author lets their words be quoted, unattributed, outside the community.

    They are asked once a message. `agreed` None: not answered yet. They may take it back until the
    words were sent.
    """

    __tablename__ = "quote_consent"
    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    asked_at: Mapped[datetime]
    agreed: Mapped[bool | None]
    answered_at: Mapped[datetime | None]
