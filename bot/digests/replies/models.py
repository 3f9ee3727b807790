"""Tables of what is asked of the department and what it replies."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class AskKind(StrEnum):
    """What is wanted of the department."""

    DECISION = "decision"
    DIRECTION = "direction"
    ADVICE = "advice"
    SUPPORT = "support"
    INFORMATION = "information"


class Standing(StrEnum):
    """Where an ask stands; all but OPEN are what the department said last."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    DOING = "doing"
    NOT_DOING = "not_doing"


class ReplyState(StrEnum):
    """Whether a reply has gone out. WAITING: a facilitator has to release it."""

    WAITING = "waiting"
    RELEASED = "released"
    HELD_BACK = "held_back"


class DepartmentAsk(Base):
    """Something the hubs ask of the department, in unattributed words.

    It is about a theme, a message, or both; `contribution_id` is where it was raised in the chat.
    `sent_at` is when the department could first see it: in a summary, or in a channel of its own.
    """

    __tablename__ = "department_ask"
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    contribution_id: Mapped[int | None] = mapped_column(
        ForeignKey("contribution.id", ondelete="SET NULL"), unique=True
    )
    kind: Mapped[AskKind]
    words: Mapped[str] = mapped_column(Text)
    standing: Mapped[Standing] = mapped_column(default=Standing.OPEN)
    raised_at: Mapped[datetime]
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class DepartmentReply(Base):
    """What an official replied to an ask or about a theme. `by_when` is the date they gave."""

    __tablename__ = "department_reply"
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    ask_id: Mapped[int | None] = mapped_column(ForeignKey("department_ask.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    says: Mapped[Standing]
    words: Mapped[str] = mapped_column(Text)
    by_when: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[ReplyState] = mapped_column(default=ReplyState.WAITING)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]


class AskBack(Base):
    """A question that an official asks the hubs that raised a theme."""

    __tablename__ = "ask_back"
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    state: Mapped[ReplyState] = mapped_column(default=ReplyState.WAITING)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]


class ThemeFollow(Base):
    """An official follows a theme: they are told when it changes its course or is answered."""

    __tablename__ = "theme_follow"
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    since: Mapped[datetime]
