"""Who asks, and what they may do: every action checks the caller."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.community.models import Account, Channel, Community, Membership, Person, Role
from bot.events import Place, Sender
from bot.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """What is kept of the account that a caller uses."""

    id: int
    email: str | None
    email_vouched: bool
    address: str


@dataclass(frozen=True, slots=True)
class Caller:
    """A person, the channel they speak in (None: in private, or not set up) and their roles.

    `roles` are the (community id, role) pairs; `administrator` is the whole installation's.
    `account` is what was kept of theirs when they were identified.
    """

    who: Sender
    person: Person | None
    channel: Channel | None = None
    roles: frozenset[tuple[int, Role]] = field(default_factory=frozenset)
    administrator: bool = False
    account: KnownAccount | None = None

    def has(self, community_id: int, *roles: Role) -> bool:
        """Say whether the caller has one of these roles there (administrators have all)."""
        wanted = {*roles, Role.ADMINISTRATOR}
        return self.administrator or any((community_id, role) in self.roles for role in wanted)

    def facilitates(self, community_id: int) -> bool:
        """Say whether the caller may curate this community."""
        return self.has(community_id, Role.FACILITATOR)

    def belongs(self, community_id: int) -> bool:
        """Say whether the caller may see this community's messages: officials may not."""
        return self.has(community_id, Role.MEMBER, Role.FACILITATOR)


def find_account(session: Session, who: Sender) -> Account | None:
    """Return the account, if it is known."""
    return session.scalar(
        select(Account).where(
            Account.platform == who.platform,
            Account.tenant == who.tenant,
            Account.user_id == who.user_id,
        )
    )


def find_channel(session: Session, where: Place) -> Channel | None:
    """Return the channel, if it was set up."""
    return session.scalar(
        select(Channel).where(
            Channel.platform == where.platform,
            Channel.tenant == where.tenant,
            Channel.conversation == where.conversation,
        )
    )


def identify(unit: UnitOfWork, who: Sender, where: Place, administrators: frozenset[str]) -> Caller:
    """Return who asks. An unknown account is a caller without a person."""
    rows = unit.session.execute(
        select(
            Person,
            Membership.community_id,
            Membership.role,
            Account.id,
            Account.email,
            Account.email_vouched,
            Account.address,
        )
        .join(Account, Account.person_id == Person.id)
        .outerjoin(Membership, Membership.person_id == Person.id)
        .where(
            Account.platform == who.platform,
            Account.tenant == who.tenant,
            Account.user_id == who.user_id,
        )
    ).all()
    names = {who.user_id, *([who.email] if who.email else [])}
    return Caller(
        who=who,
        person=rows[0][0] if rows else None,
        channel=find_channel(unit.session, where),
        roles=frozenset((row.community_id, row.role) for row in rows if row.role is not None),
        administrator=bool(names & administrators),
        account=KnownAccount(*rows[0][3:]) if rows else None,
    )


def ensure_person(unit: UnitOfWork, who: Sender) -> Person:
    """Return the account's person, made now if this is the first we hear of them."""
    account = find_account(unit.session, who)
    if account is not None:
        return account.person
    person = Person(name=who.name)
    unit.session.add(person)
    unit.flush()
    unit.session.add(
        Account(
            platform=who.platform,
            tenant=who.tenant,
            user_id=who.user_id,
            email=who.email,
            person_id=person.id,
        )
    )
    unit.flush()
    return person


def community_of(unit: UnitOfWork, caller: Caller) -> Community | None:
    """Return the community a caller speaks of: the channel's, else the one they belong to.

    In private, a person of several communities means the newest one they joined.
    """
    if caller.channel is not None:
        return caller.channel.community
    if caller.person is None:
        return None
    return unit.session.scalar(
        select(Community)
        .join(Membership, Membership.community_id == Community.id)
        .where(Membership.person_id == caller.person.id)
        .order_by(Membership.id.desc())
        .limit(1)
    )
