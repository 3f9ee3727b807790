"""Tables of summaries: each frozen when drafted, and what people decided about it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class SummaryState(StrEnum):
    """Where a summary stands: nothing leaves before it is APPROVED."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT_BACK = "sent_back"


class Summary(Base):
    """A checkpoint summary, frozen as drafted: `snapshot` holds all that will be shown."""

    __tablename__ = "summary"
    __table_args__ = (UniqueConstraint("community_id", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    period: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[SummaryState] = mapped_column(default=SummaryState.DRAFTED)
    snapshot: Mapped[dict[str, Any]]
    drafted_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
