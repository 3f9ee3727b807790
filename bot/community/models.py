"""Tables of who is here: programmes, communities, hubs, people, accounts, roles and channels."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.base import Base


class Role(StrEnum):
    """What a person may do in a community."""

    MEMBER = "member"
    FACILITATOR = "facilitator"
    OFFICIAL = "official"
    ADMINISTRATOR = "administrator"


class Purpose(StrEnum):
    """What a channel is for."""

    COMMUNITY = "community"
    FACILITATORS = "facilitators"
    CENTRAL = "central"


class Programme(Base):
    """A programme that central government runs through local areas; `past` once it has ended."""

    __tablename__ = "programme"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    past: Mapped[bool] = mapped_column(default=False)


class Community(Base):
    """A community of interest within a programme: whose talk is grouped and summarised together.

    `two_approve`: two facilitators approve what goes to the department. `releases_replies`: a
    facilitator releases what the department replies before the hubs see it.
    """

    __tablename__ = "community"
    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    two_approve: Mapped[bool] = mapped_column(default=False, server_default=false())
    releases_replies: Mapped[bool] = mapped_column(default=False, server_default=false())
    programme: Mapped[Programme] = relationship(lazy="joined")


class Hub(Base):
    """A local area's team. `capture_off` is the hub's own switch."""

    __tablename__ = "hub"
    __table_args__ = (UniqueConstraint("programme_id", "slug"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    slug: Mapped[str]
    name: Mapped[str]
    capture_off: Mapped[bool] = mapped_column(default=False)


class Person(Base):
    """A person, whichever platforms they use. `capture_off` is their own switch.

    `helps`: they agreed to be named to those who ask about what they have been through. `pairs`:
    they want to be paired each month with somebody of another hub.
    """

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    hub_id: Mapped[int | None] = mapped_column(ForeignKey("hub.id"))
    capture_off: Mapped[bool] = mapped_column(default=False)
    helps: Mapped[bool] = mapped_column(default=False, server_default=false())
    pairs: Mapped[bool] = mapped_column(default=False, server_default=false())
    hub: Mapped[Hub | None] = relationship(lazy="joined")


class Account(Base):
    """A person's account on one platform.

    `email_vouched`: the platform vouches for the e-mail address, and accounts that share it were
    looked for. `address` is the adapter's own form of where to reach the person in private.
    `keep_apart`: it was unlinked once, so it is never linked by its e-mail address again.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("platform", "tenant", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    tenant: Mapped[str]
    user_id: Mapped[str]
    email: Mapped[str | None]
    email_vouched: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(default="")
    keep_apart: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship(lazy="joined")


class AccountLink(Base):
    """An account that was linked with others: what its person was before, to go back to.

    `roles` are the [community id, role] pairs it had; `how` is "email" or "code".
    """

    __tablename__ = "account_link"
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str]
    hub_id: Mapped[int | None] = mapped_column(ForeignKey("hub.id"))
    roles: Mapped[list[Any]] = mapped_column(default=list)
    how: Mapped[str]
    at: Mapped[datetime]


class LinkCode(Base):
    """A one-time code by which another account is linked with this one; only its hash is kept."""

    __tablename__ = "link_code"
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]


class LinkTry(Base):
    """A wrong code that was typed with an account."""

    __tablename__ = "link_try"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]


class Membership(Base):
    """A person's role in a community; a person may have several."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "community_id", "role"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    role: Mapped[Role]


class Channel(Base):
    """A conversation with a purpose. Nothing is captured in it unless `capture` is on.

    `address` is the adapter's own form of where to post; `team` is the conversation that this one
    belongs to, if any; `announced_at` is when members were told what is kept.
    """

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("platform", "tenant", "conversation"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    tenant: Mapped[str]
    conversation: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"), index=True)
    purpose: Mapped[Purpose]
    capture: Mapped[bool] = mapped_column(default=False)
    announced_at: Mapped[datetime | None]
    community: Mapped[Community] = relationship(lazy="joined")
