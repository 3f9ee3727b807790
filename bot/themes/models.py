"""Tables of themes: what they are, which threads are in them and who put them there."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class ThemeState(StrEnum):
    """Whether a theme lives. MERGED ones point to where they went; FADED ones lost all threads."""

    ACTIVE = "active"
    MERGED = "merged"
    FADED = "faded"


class Theme(Base):
    """A recurring issue. Its id survives every regrouping; a person's words are never overwritten.

    `representatives` are contribution ids, `phrases` what the machine found to set it apart.
    `labelled_at_size` is how many threads it had when the machine wrote its label, `labelled_for`
    the contribution ids of some of them: they tell when it is really another theme. A size of 0
    asks for new words.
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
    labelled_for: Mapped[list[Any]] = mapped_column(default=list)
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


class ThemeRefusal(Base):
    """A person said that a thread is not about a theme: the machine never puts it there again."""

    __tablename__ = "theme_refusal"
    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ThemeEvent(Base):
    """What happened to a theme: born, grown, merged, faded, renamed, ... and by whom."""

    __tablename__ = "theme_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    what: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)


class ThemeAsk(Base):
    """A decision that would help the grouping: to name a theme, or to place a thread.

    `place` orders a community's asks, the most helpful first. `themes` are theme ids: the one to
    name, or those to choose from. `before` is what an answer changed, so that it can be taken back.
    """

    __tablename__ = "theme_ask"
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    place: Mapped[int]
    kind: Mapped[str]
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    themes: Mapped[list[Any]] = mapped_column(default=list)
    answer: Mapped[str | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    before: Mapped[list[Any]] = mapped_column(default=list)


class ThemeWeek(Base):
    """A theme as it was at the last grouping of a week, which begins on the Monday `week`.

    `members` are contribution ids, `weekly_hubs` the hubs of the weeks until then, newest last.
    """

    __tablename__ = "theme_week"
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    at: Mapped[datetime]
    label: Mapped[str]
    label_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hubs: Mapped[int]
    messages: Mapped[int]
    first_raised: Mapped[datetime]
    last_raised: Mapped[datetime]
    trend: Mapped[str]
    trend_sure: Mapped[bool]
    weekly_hubs: Mapped[list[Any]] = mapped_column(default=list)
    members: Mapped[list[Any]] = mapped_column(default=list)


class ThemePlacement(Base):
    """Where new threads of a community belong, as learned at its last grouping by one embedder."""

    __tablename__ = "theme_placement"
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), primary_key=True)
    embedder: Mapped[str]
    made_at: Mapped[datetime]
    learned: Mapped[bytes] = mapped_column(LargeBinary)
