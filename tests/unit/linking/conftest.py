"""People with accounts on two platforms, before the whole router and the real reception."""

import itertools
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from adapters.grouping.embedding import BytesEmbedder
from adapters.grouping.lookup import MatrixIndex
from bot.capture.inbox import InboxWriter
from bot.capture.models import Contribution
from bot.cards import Answer, Card, from_json
from bot.community.models import Account, Channel, Person, Purpose
from bot.delivery.models import OutboxRow
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    InboxEvent,
    MessagePosted,
    Place,
    Sender,
)
from bot.features import make_router
from bot.privacy.models import AuditEntry
from bot.questions.lookup import EarlierAnswers
from bot.reception import Reception
from bot.settings import Settings
from bot.store import Database
from clustering.embedding import HashedEmbedder
from tests.conftest import StoppedClock
from tests.world import make_world

EMAIL = "rhian@fen.example.org"
CHANNELS = {"slack": ("T1", "C1"), "teams": ("tenant-1", "19:c1")}


def person(platform: str, user: str, email: str | None = None, tenant: str = "") -> Sender:
    return Sender(
        platform=platform,
        tenant=tenant or CHANNELS[platform][0],
        user_id=user,
        name=f"Name of {user}",
        email=email,
    )


class Both:
    """Slack's C1 and a Teams channel of one community. U1 is a member, in the hub north."""

    def __init__(self, database: Database, clock: StoppedClock) -> None:
        self.database, self.clock = database, clock
        self.community = make_world(database)
        self._numbers: Iterator[int] = itertools.count(1)
        with database.write() as unit:
            tenant, conversation = CHANNELS["teams"]
            unit.session.add(
                Channel(
                    platform="teams",
                    tenant=tenant,
                    conversation=conversation,
                    community_id=self.community.id,
                    purpose=Purpose.COMMUNITY,
                    capture=True,
                    address="by way of the channel",
                )
            )
            unit.commit()
        router = make_router(
            Settings(_env_file=None),
            earlier=EarlierAnswers(BytesEmbedder(HashedEmbedder()), MatrixIndex()),
            nearest_theme=lambda *_: None,
            scrub=lambda: None,
        )
        self.reception = Reception(
            database=database,
            clock=clock,
            writer=InboxWriter(database, clock),
            router=router,
            administrators=frozenset(),
            on_change=lambda: None,
        )

    def event_id(self) -> str:
        return f"e{next(self._numbers)}"

    def place(self, who: Sender, private: str = "") -> Place:
        """Their platform's channel, or with an address the private chat reached there."""
        conversation = "private" if private else CHANNELS[who.platform][1]
        return Place(
            platform=who.platform,
            tenant=who.tenant,
            conversation=conversation,
            private=bool(private),
            address=private,
        )

    def happen(self, event: InboxEvent) -> None:
        with self.database.write() as unit:
            self.reception.handle(unit, event)
            unit.commit()

    def say(self, who: Sender, text: str, private: str = "") -> None:
        number = self.event_id()
        self.happen(
            MessagePosted(
                event_id=number,
                at=self.clock.now(),
                who=who,
                where=self.place(who, private),
                message_id=number,
                text=text,
            )
        )

    def type(self, who: Sender, command: str, text: str = "", private: str = "") -> Answer | None:
        return self.reception.answer_now(
            CommandGiven(
                event_id=self.event_id(),
                at=self.clock.now(),
                who=who,
                where=self.place(who, private),
                command=command,
                text=text,
            )
        )

    def press(self, who: Sender, action: str, value: str = "") -> Answer | None:
        return self.reception.answer_now(
            ButtonPressed(
                event_id=self.event_id(),
                at=self.clock.now(),
                who=who,
                where=self.place(who),
                action=action,
                value=value,
            )
        )

    def send(self, who: Sender, form: str, **values: str) -> Answer | None:
        return self.reception.answer_now(
            FormSubmitted(
                event_id=self.event_id(),
                at=self.clock.now(),
                who=who,
                where=self.place(who),
                form=form,
                values=dict(values),
            )
        )

    def account(self, who: Sender) -> Account:
        with self.database.read() as unit:
            found = unit.session.scalars(
                select(Account).where(
                    Account.platform == who.platform,
                    Account.tenant == who.tenant,
                    Account.user_id == who.user_id,
                )
            )
            return found.one()

    def person(self, who: Sender) -> Person:
        return self.account(who).person

    def told(self, who: Sender) -> list[tuple[OutboxRow, Card]]:
        """What an account was told in private."""
        with self.database.read() as unit:
            query = select(OutboxRow).where(
                OutboxRow.user_id == who.user_id, OutboxRow.platform == who.platform
            )
            rows = unit.session.scalars(query.order_by(OutboxRow.id)).all()
        return [(row, from_json(row.card)) for row in rows]

    def audited(self) -> list[str]:
        with self.database.read() as unit:
            return list(unit.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))

    def said(self, text: str) -> Contribution:
        with self.database.read() as unit:
            found = unit.session.scalars(select(Contribution).where(Contribution.text == text))
            return found.one()

    def later(self, **parts: float) -> None:
        self.clock.at += timedelta(**parts)


@pytest.fixture
def both(database: Database, clock: StoppedClock) -> Both:
    return Both(database, clock)
