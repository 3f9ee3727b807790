"""Tables of lessons: what people told, how it was checked, who used it, and every change."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.capture.models import Contribution
from bot.community.models import Hub, Person
from bot.store.base import Base


class Status(StrEnum):
    """Where a lesson stands. Outsiders see it only from CHECKED on, while it is not out of date."""

    CAPTURED = "captured"
    CHECKED = "checked"
    IN_GUIDE = "in_guide"
    DECLINED = "declined"
    OUT_OF_DATE = "out_of_date"


STANDING = (Status.CHECKED, Status.IN_GUIDE)
"""A facilitator has checked it, and it still holds."""
LIVING = (Status.CAPTURED, *STANDING)
"""Members are shown it, and others may add to it."""


class Stage(StrEnum):
    """The step of a programme's life that a lesson is about."""

    SET_UP = "set-up"
    LAUNCH = "launch"
    DELIVERY = "delivery"
    SUSTAIN = "sustain"


class Evidence(StrEnum):
    """What a lesson rests on, from the least to the most."""

    ACCOUNT = "account"
    COUNTED = "counted"
    COMPARED = "compared"
    REPEATED = "repeated"
    EVALUATED = "evaluated"


class Lesson(Base):
    """A message tagged as a lesson: what happened, what we'd tell others, who may see it.

    `stage` is a `Stage` or "" (none said), `evidence` an `Evidence`, `status` a `Status`; `source`
    is "chat", or "log" when it came from a lessons log. `owner` is asked on `review_on` (a day of
    the programme's own zone) whether it still holds. Its theme is its thread's. Of the words that
    a facilitator adds, "" means that nobody said.
    """

    __tablename__ = "lesson"
    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), unique=True)
    title: Mapped[str] = mapped_column(default="", server_default="")
    what_happened: Mapped[str] = mapped_column(Text)
    recommendation: Mapped[str] = mapped_column(Text)
    worked: Mapped[bool]
    sharing: Mapped[str]
    named: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(default=Status.CAPTURED)
    tagged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    tagged_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(Text, default="", server_default="")
    early_signs: Mapped[str] = mapped_column(Text, default="", server_default="")
    applies_when: Mapped[str] = mapped_column(Text, default="", server_default="")
    not_when: Mapped[str] = mapped_column(Text, default="", server_default="")
    stage: Mapped[str] = mapped_column(default="", server_default="")
    evidence: Mapped[str] = mapped_column(default=Evidence.ACCOUNT, server_default=Evidence.ACCOUNT)
    source: Mapped[str] = mapped_column(default="chat", server_default="chat")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    review_on: Mapped[date | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]
    decline_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    contribution: Mapped[Contribution] = relationship()
    owner: Mapped[Person | None] = relationship(foreign_keys=owner_id)


class LessonAccount(Base):
    """Another message that tells of the same lesson; a message is an account of one at most."""

    __tablename__ = "lesson_account"
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    contribution: Mapped[Contribution] = relationship()
    lesson: Mapped[Lesson] = relationship()


class LessonUse(Base):
    """A hub's word on a lesson of another: they used it, or it did not fit them, and why.

    The last word counts, one a hub; somebody without a hub speaks for themselves and counts as no
    hub. `community_id` is where they said so.
    """

    __tablename__ = "lesson_use"
    __table_args__ = (UniqueConstraint("lesson_id", "hub_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    hub_id: Mapped[int | None] = mapped_column(ForeignKey("hub.id"))
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    fitted: Mapped[bool]
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    hub: Mapped[Hub | None] = relationship()


class LessonChange(Base):
    """One thing done to a lesson, by whom (None: the machine) and when.

    `what` says it in a word ("saved", "approved"), `fields` names what was changed, `was` and
    `became` are its status before and after. `words` is what was said about it: a reason, a
    question to the author, a reply.
    """

    __tablename__ = "lesson_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str]
    fields: Mapped[list[Any]] = mapped_column(default=list)
    was: Mapped[str] = mapped_column(default="")
    became: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[Person | None] = relationship()


class NotALesson(Base):
    """A facilitator said that a message is no lesson, though it looks like one."""

    __tablename__ = "not_a_lesson"
    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
