"""Tables of the guide: its versions, what people wrote and ordered in it, keys to read it by."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class GuideVersion(Base):
    """A community's guide as it was compiled: `stages` and `changes` as JSON, for members.

    `published_at`: a facilitator let anyone read what is shared with anyone.
    """

    __tablename__ = "guide_version"
    __table_args__ = (UniqueConstraint("community_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    number: Mapped[int]
    compiled_at: Mapped[datetime]
    compiled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    stages: Mapped[list[Any]]
    changes: Mapped[list[Any]]
    published_at: Mapped[datetime | None]


class GuidePart(Base):
    """What a person wrote or ordered in a part of the guide; a new version keeps both.

    `place` is "" (the whole), a stage ("launch") or a theme in a stage ("launch/12"). `order` are
    the ids of its themes, or of its lessons, in the order wanted; others follow.
    """

    __tablename__ = "guide_part"
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    introduction: Mapped[str] = mapped_column(Text, default="")
    order: Mapped[list[Any]] = mapped_column(default=list)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class GuideKey(Base):
    """A key by which one person reads a guide in a browser, for a while; only its hash is kept."""

    __tablename__ = "guide_key"
    key_hash: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    reader: Mapped[str]
    expires_at: Mapped[datetime]
