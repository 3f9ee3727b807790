"""Makes the database what a set-up says; applied again it changes nothing. Nobody is deleted."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.community.announcing import announce
from bot.community.models import (
    Account,
    Channel,
    Community,
    Hub,
    Membership,
    Person,
    Programme,
)
from bot.community.service.helping import set_helps
from bot.community.service.pairing import set_pairs
from bot.community.setup.joining import person_of_accounts
from bot.community.setup.plan import (
    AccountPlan,
    ChannelPlan,
    CommunityPlan,
    HubPlan,
    PersonPlan,
    ProgrammePlan,
    Setup,
)
from bot.community.setup.report import Outcome, SetupReport
from bot.privacy.audit import record
from bot.store import Base, UnitOfWork

Row = TypeVar("Row", bound=Base)


def apply_setup(unit: UnitOfWork, setup: Setup, now: datetime) -> SetupReport:
    """Add and change what differs from the set-up. The caller commits."""
    applying = _Applying(unit, now)
    applying.apply(setup)
    report = applying.report
    if report.added or report.changed or report.joined:
        record(
            unit,
            by=None,
            action="setup.applied",
            subject="setup",
            now=now,
            added=report.added,
            changed=report.changed,
        )
    return report


class _Applying:
    """Applies one set-up, section after section, remembering what slugs stand for."""

    def __init__(self, unit: UnitOfWork, now: datetime) -> None:
        self.report = SetupReport()
        self._unit = unit
        self._now = now
        self._programmes: dict[str, Programme] = {}
        self._communities: dict[str, Community] = {}
        self._hubs: dict[tuple[str, str], Hub] = {}

    def apply(self, setup: Setup) -> None:
        for programme in setup.programmes:
            self._programmes[programme.slug] = self._programme(programme)
        for community in setup.communities:
            self._communities[community.slug] = self._community(community)
        for hub in setup.hubs:
            self._hubs[hub.key] = self._hub(hub)
        for channel in setup.channels:
            self._channel(channel)
        named = {self._person(person) for person in setup.people}
        self._count_left(named)

    def _programme(self, plan: ProgrammePlan) -> Programme:
        query = select(Programme).where(Programme.slug == plan.slug)
        found = self._unit.session.scalar(query)
        values = {"name": plan.name, "past": plan.past}
        return self._put("programmes", found or Programme(slug=plan.slug), values)

    def _community(self, plan: CommunityPlan) -> Community:
        query = select(Community).where(Community.slug == plan.slug)
        found = self._unit.session.scalar(query)
        values = {"name": plan.name, "programme_id": self._programmes[plan.programme].id}
        switches = {"two_approve": plan.two_approve, "releases_replies": plan.releases_replies}
        values |= {name: value for name, value in switches.items() if value is not None}
        return self._put("communities", found or Community(slug=plan.slug), values)

    def _hub(self, plan: HubPlan) -> Hub:
        programme_id = self._programmes[plan.programme].id
        query = select(Hub).where(Hub.programme_id == programme_id, Hub.slug == plan.slug)
        found = self._unit.session.scalar(query)
        hub = found or Hub(programme_id=programme_id, slug=plan.slug)
        return self._put("hubs", hub, {"name": plan.name})

    def _put(self, sort: str, row: Row, values: Mapping[str, object]) -> Row:
        """Set a row's values, adding the row when it is new, and count what that did."""
        fresh = row not in self._unit.session
        changes = {name: new for name, new in values.items() if getattr(row, name) != new}
        for name, value in changes.items():
            setattr(row, name, value)
        if fresh:
            self._unit.session.add(row)
        if fresh or changes:
            self._unit.flush()
        self.report.count(sort, "added" if fresh else "changed" if changes else "unchanged")
        return row

    def _channel(self, plan: ChannelPlan) -> None:
        found = self._unit.session.scalar(
            select(Channel).where(
                Channel.platform == plan.platform,
                Channel.tenant == plan.tenant,
                Channel.conversation == plan.conversation,
            )
        )
        was_on = found is not None and found.capture
        channel = found or Channel(
            platform=plan.platform, tenant=plan.tenant, conversation=plan.conversation
        )
        community = self._communities[plan.community]
        values = {
            "name": plan.name,
            "community_id": community.id,
            "purpose": plan.purpose,
            "capture": plan.capture,
        }
        self._put("channels", channel, values)
        if plan.capture and not was_on:
            announce(self._unit, channel, self._now)

    def _person(self, plan: PersonPlan) -> int:
        """Make one person so, and return their id."""
        accounts = {plan.key: self._account(plan) for plan in plan.accounts}
        known = [account for account in accounts.values() if account is not None]
        person, joined = person_of_accounts(self._unit, known)
        self.report.joined += joined
        fresh = person is None
        if person is None:
            person = Person(name=plan.name)
            self._unit.session.add(person)
            self._unit.flush()
            set_helps(self._unit, person, plan.helps, by=None, now=self._now)
            set_pairs(self._unit, person, plan.pairs, by=None, now=self._now)
        changes = [
            self._describe(person, plan),
            *[
                self._put_account(person, account, accounts[account.key])
                for account in plan.accounts
            ],
            self._put_roles(person, plan),
        ]
        outcome: Outcome = "added" if fresh else "changed" if any(changes) else "unchanged"
        self.report.count("people", outcome)
        return person.id

    def _describe(self, person: Person, plan: PersonPlan) -> bool:
        hub_id = self._hubs[plan.hub].id if plan.hub else None
        if (person.name, person.hub_id) == (plan.name, hub_id):
            return False
        person.name, person.hub_id = plan.name, hub_id
        self._unit.flush()
        return True

    def _account(self, plan: AccountPlan) -> Account | None:
        return self._unit.session.scalar(
            select(Account).where(
                Account.platform == plan.platform,
                Account.tenant == plan.tenant,
                Account.user_id == plan.user_id,
            )
        )

    def _put_account(self, person: Person, plan: AccountPlan, account: Account | None) -> bool:
        if account is None:
            self._unit.session.add(
                Account(
                    platform=plan.platform,
                    tenant=plan.tenant,
                    user_id=plan.user_id,
                    email=plan.email,
                    person_id=person.id,
                )
            )
        elif plan.email and account.email != plan.email and not account.email_vouched:
            account.email = plan.email  # what the platform vouches for is not put in doubt
        else:
            return False
        self._unit.flush()
        return True

    def _put_roles(self, person: Person, plan: PersonPlan) -> bool:
        """Make the person's roles, in the communities of this set-up, those of the plan."""
        session = self._unit.session
        wanted = {(self._communities[slug].id, role) for slug, role in plan.roles}
        here = [community.id for community in self._communities.values()]
        rows = session.scalars(
            select(Membership).where(
                Membership.person_id == person.id, Membership.community_id.in_(here)
            )
        ).all()
        had = {(row.community_id, row.role): row for row in rows}
        for key in had.keys() - wanted:
            session.delete(had[key])
        for slug, role in plan.roles:
            community_id = self._communities[slug].id
            if (community_id, role) not in had:
                session.add(Membership(person_id=person.id, community_id=community_id, role=role))
        self._unit.flush()
        return had.keys() != wanted

    def _count_left(self, named: set[int]) -> None:
        session = self._unit.session
        everyone = set(session.scalars(select(Person.id)))
        spoke = set(
            session.scalars(
                select(Contribution.author_id).where(Contribution.author_id.is_not(None)).distinct()
            )
        )
        self.report.left = len(everyone - named)
        self.report.left_with_contributions = len((everyone - named) & spoke)
