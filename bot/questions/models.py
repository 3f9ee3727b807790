"""Tables of questions: what became of each, what was offered under it, who helps and follows."""

from datetime import datetime
from enum import StrEnum
from typing import Any

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


class QuestionState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    NO_LONGER_NEEDED = "no_longer_needed"


class QuestionLife(Base):
    """What became of a question; one without a row is open, and nobody was asked about it.

    `closed_by_id` and `closed_at` are who last said where it stands, and when: of an open one, that
    it is still, or again, open. `asker_asked_at` is when the asker was asked whether it was
    answered: once. `answered` without an `AnsweredQuestion` was answered elsewhere. Of cross-posts,
    the first has the row.
    """

    __tablename__ = "question_life"
    question_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[QuestionState] = mapped_column(default=QuestionState.OPEN)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    asker_asked_at: Mapped[datetime | None]


class SameQuestion(Base):
    """A question that asks what an earlier one asked; `first_id` is the earliest of them all.

    `apart`: a person said that they are not the same, so they are never linked again.
    """

    __tablename__ = "same_question"
    question_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    first_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    said_by: Mapped[str] = mapped_column(default="machine")
    probability: Mapped[float] = mapped_column(default=1.0)
    apart: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class QuestionFollower(Base):
    """A person who wants to hear when a question is answered, without having asked it."""

    __tablename__ = "question_follower"
    question_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    at: Mapped[datetime]


class OfferOfHelp(Base):
    """A person said that they can help with a question."""

    __tablename__ = "offer_of_help"
    question_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    at: Mapped[datetime]


class SavedAsking(Base):
    """A person found their answer before asking the network; `nonce` is the /ask's: counted once.

    The question itself is not kept.
    """

    __tablename__ = "saved_asking"
    id: Mapped[int] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(unique=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer_id: Mapped[int | None] = mapped_column(
        ForeignKey("contribution.id", ondelete="SET NULL")
    )
    at: Mapped[datetime]


class Suggestion(Base):
    """An earlier answer that was offered under a question in its channel: one a question, ever.

    `signs` are the numbers it was judged by; `helpful` is what a person said of it, None: nobody.
    """

    __tablename__ = "suggestion"
    question_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    answer_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    outbox_key: Mapped[str]
    probability: Mapped[float]
    signs: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
    helpful: Mapped[bool | None]
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime | None]
