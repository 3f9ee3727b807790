"""Tables of who was brought together with whom, and about what."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class Introduction(Base):
    """Two people who could help each other; it is made when both agree, and then only once.

    `about` names what it is about: "question:12" or "theme:3". Who asked for it has agreed;
    `asked_by_id` is a facilitator's when neither of the two asked.
    """

    __tablename__ = "introduction"
    __table_args__ = (UniqueConstraint("first_id", "second_id", "about"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    about: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    first_agreed_at: Mapped[datetime | None]
    second_agreed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]


class Pair(Base):
    """Two people of different hubs who were paired for a month ("2026-11"), and over which theme.

    The one with the lower id is the first.
    """

    __tablename__ = "pair"
    __table_args__ = (UniqueConstraint("community_id", "month", "first_id", "second_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    month: Mapped[str]
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"))
    at: Mapped[datetime]
