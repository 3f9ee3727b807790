"""The tables of scheduled work: one row a schedule and period, and what communities chose."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
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


class ScheduleSetting(Base):
    """When a community has something drafted: `name` is "page" or "note".

    `weekday` is a `Weekday`, `at` a local time as "09:00"; "" means the installation's. What fell
    due before `since`, when this was last chosen or the community was first seen, is not made up
    for.
    """

    __tablename__ = "schedule_setting"
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    wanted: Mapped[bool] = mapped_column(default=True)
    weekday: Mapped[str] = mapped_column(default="")
    at: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]
