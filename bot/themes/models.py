"""Tables of themes: what they are, which threads are in them and who put them there."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class ThemeState(StrEnum):
    """Whether a theme lives. MERGED ones point to where they went; FADED ones lost all threads."""

    ACTIVE = "active"
    MERGED = "merged"
    FADED = "faded"


class Theme(Base):
    """A recurring issue. Its id survives every regrouping; a person's words are never overwritten.

    `representatives` are contribution ids, `phrases` what
    the machine found to set it apart; `labelled_at_size` is how many threads it had when
    the machine wrote its label, which it changes only when the theme has doubled since.
    """

    __tablename__ = "theme"
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    label: Mapped[str]
    label_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    description: Mapped[str] = mapped_column(default="")
    description_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[ThemeState] = mapped_column(default=ThemeState.ACTIVE)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    pinned: Mapped[bool] = mapped_column(default=False)
    born_at: Mapped[datetime]
    labelled_at_size: Mapped[int] = mapped_column(default=0)
    representatives: Mapped[list[Any]] = mapped_column(default=list)
    phrases: Mapped[list[Any]] = mapped_column(default=list)


class ThemeMembership(Base):
    """Which theme a thread (by its root contribution) is in, and who put it there.

    `by_id` None: the machine. A person may also decide that a thread belongs to no theme.
    """

    __tablename__ = "theme_membership"
    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    fit: Mapped[float] = mapped_column(default=0.0)
    since: Mapped[datetime]


class ThemeEvent(Base):
    """What happened to a theme: born, grown, merged, faded, renamed, ... and by whom."""

    __tablename__ = "theme_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    what: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
