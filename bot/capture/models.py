"""Tables of what people said: the inbox, contributions and their vectors."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.community.models import Channel, Hub, Person
from bot.store.base import Base


class InboxState(StrEnum):
    """Where an inbox row stands."""

    PENDING = "pending"
    HANDLED = "handled"
    FAILED = "failed"


class InboxRow(Base):
    """An event as it came, redacted, until it is handled; then only its key is kept."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("platform", "tenant", "event_id"),
        Index("ix_inbox_state_conversation", "state", "conversation", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    tenant: Mapped[str]
    event_id: Mapped[str]
    conversation: Mapped[str]
    payload: Mapped[str | None] = mapped_column(Text)
    state: Mapped[InboxState] = mapped_column(default=InboxState.PENDING)
    received_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    error: Mapped[str | None]


class Kind(StrEnum):
    """What kind of contribution a message is. UNSURE: the machine would rather not say."""

    QUESTION = "question"
    CHALLENGE = "challenge"
    ANSWER = "answer"
    LESSON = "lesson"
    CHATTER = "chatter"
    UNSURE = "unsure"


class Contribution(Base):
    """A captured message, redacted. A deleted one keeps its key and no words.

    `thread` is the root's message id (its own for a root). `version` orders edits: the time of the
    newest text seen. `same_as_id` points to the first of cross-posted twins; only it is counted.
    `understood_by` names the embedder that has seen the words as they are; None: still to do.
    `deleted_in_chat` says that it was deleted where it was said, so that it may come back; one that
    somebody asked us not to keep never does.
    """

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("platform", "tenant", "conversation", "message_id"),
        Index("ix_contribution_thread", "platform", "tenant", "conversation", "thread"),
        Index("ix_contribution_community_posted", "community_id", "posted_at"),
        Index("ix_contribution_author_posted", "author_id", "posted_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"))
    platform: Mapped[str]
    tenant: Mapped[str]
    conversation: Mapped[str]
    message_id: Mapped[str]
    thread: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hub_id: Mapped[int | None] = mapped_column(ForeignKey("hub.id"), index=True)
    kind: Mapped[Kind]
    kind_by: Mapped[str] = mapped_column(default="machine")
    kind_probability: Mapped[float] = mapped_column(default=0.0)
    text: Mapped[str] = mapped_column(Text)
    posted_at: Mapped[datetime]
    version: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    deleted_in_chat: Mapped[bool] = mapped_column(default=False, server_default=false())
    permalink: Mapped[str | None]
    origin: Mapped[str] = mapped_column(default="chat")
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id"), index=True)
    understood_by: Mapped[str | None] = mapped_column(index=True)
    author: Mapped[Person | None] = relationship()
    hub: Mapped[Hub | None] = relationship()
    channel: Mapped[Channel] = relationship()

    @property
    def is_root(self) -> bool:
        """Say whether this message starts its thread."""
        return self.thread == self.message_id


class ContributionVector(Base):
    """A contribution's vector by one embedder: float32, little-endian, unit length.

    `text_hash` is the words' (see `bot.capture.vectors`): the same words are embedded once. It
    goes when the vector goes, which is when the words do.
    """

    __tablename__ = "contribution_vector"
    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    embedder: Mapped[str]
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    text_hash: Mapped[str | None] = mapped_column(index=True)


class KindCorrection(Base):
    """A person said what kind a message is; the recogniser learns from it."""

    __tablename__ = "kind_correction"
    contribution_id: Mapped[int] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[Kind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
