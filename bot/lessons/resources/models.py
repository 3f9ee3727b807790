"""The table of resources."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.capture.models import Contribution
from bot.store.base import Base


class Audience(StrEnum):
    """Who may be given a resource."""

    MEMBERS = "members"
    ANYONE = "anyone"


class Resource(Base):
    """A link in a message, or a file shared with it; what is in it is never kept.

    Its theme is its thread's, and it counts only while its message stands. `by_id` is who gave it
    its words last: None for those that were read out of the message. `removed`: somebody took it
    away, so that it does not come back when the message is read again.
    """

    __tablename__ = "resource"
    __table_args__ = (UniqueConstraint("contribution_id", "url"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    url: Mapped[str] = mapped_column(Text)
    is_file: Mapped[bool]
    title: Mapped[str]
    who_for: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default=Audience.MEMBERS)
    removed: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime | None]
    contribution: Mapped[Contribution] = relationship()
