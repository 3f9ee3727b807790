"""Tables of questions: whether and by what they were answered."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class AnsweredQuestion(Base):
    """The asker (or a facilitator) said that this contribution answers that question."""

    __tablename__ = "answered_question"
    question_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
