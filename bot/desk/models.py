"""The table of what was put off at the desk."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class DeskSnooze(Base):
    """An item that a community's desk leaves out until then; `item` names it ("question:12")."""

    __tablename__ = "desk_snooze"
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
