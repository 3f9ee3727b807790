"""Tables of lessons, as people tagged them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.capture.models import Contribution
from bot.store.base import Base


class Lesson(Base):
    """A message tagged as a lesson: what happened, what we'd tell others, who may see it."""

    __tablename__ = "lesson"
    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), unique=True)
    what_happened: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[str] = mapped_column(Text)
    worked: Mapped[bool]
    sharing: Mapped[str]
    named: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(default="captured")
    tagged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    tagged_at: Mapped[datetime]
    contribution: Mapped[Contribution] = relationship()
