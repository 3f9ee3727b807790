"""The table that is the truth about scheduled work: one row a schedule and period."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class RunState(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ScheduleRun(Base):
    """A schedule's run for one period. The unique key makes it happen once, whatever restarts."""

    __tablename__ = "schedule_run"
    __table_args__ = (UniqueConstraint("schedule", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    schedule: Mapped[str]
    period: Mapped[str]
    state: Mapped[RunState]
    owner: Mapped[str]
    lease_until: Mapped[datetime]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=1)
    error: Mapped[str | None]
