"""Tables of the weekly digest: who wants it when, and what was sent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class DigestSetting(Base):
    """When one reader gets the digest: a person in private, or a channel; never both are set.

    Without a row, the installation's own day and time hold. `weekday` is a `Weekday`, `at` a local
    time as "09:00", `zone` a time zone's name; "" means the installation's. `paused_until` is the
    first day on which it comes again.
    """

    __tablename__ = "digest_setting"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    channel_id: Mapped[int | None] = mapped_column(ForeignKey("channel.id"), unique=True)
    wanted: Mapped[bool] = mapped_column(default=True)
    weekday: Mapped[str] = mapped_column(default="")
    at: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")
    paused_until: Mapped[date | None]


class DigestIssue(Base):
    """One reader's digest of one period. The unique key lets there be one, whatever restarts.

    `reader` is "person:12" or "channel:3". `items` are the keys of what it told of ("reply:7"), so
    that nothing is told twice; none: there was nothing to tell, and nothing was sent.
    """

    __tablename__ = "digest_issue"
    __table_args__ = (UniqueConstraint("reader", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    reader: Mapped[str]
    period: Mapped[str]
    at: Mapped[datetime]
    items: Mapped[list[Any]] = mapped_column(default=list)


def outbox_key(reader: str, period: str) -> str:
    """Return the outbox key of a reader's digest."""
    return f"digest:{reader}:{period}"
