"""A desk: the community and privacy features behind the real reception, with people to act."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.capture.inbox import InboxWriter
from bot.cards import Actions, Answer, Ask, Bullets, Card, Facts, Heading, Paragraph, Replace, Say
from bot.community import handlers as community_handlers
from bot.community.models import Community, Role
from bot.events import (
    BotAdded,
    BotRemoved,
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    PersonJoined,
)
from bot.privacy import handlers as privacy_handlers
from bot.reception import Reception
from bot.router import Router
from bot.store import Database
from bot.store.scrub import scrub
from tests.conftest import StoppedClock
from tests.world import add_channel, add_community, add_person, event_id, place, sender


class Desk:
    """Acts as any person, and returns what they are told."""

    def __init__(
        self, database: Database, clock: StoppedClock, administrators: frozenset[str]
    ) -> None:
        self.database, self.clock = database, clock
        router = Router()
        community_handlers.register(
            router,
            administrators=administrators,
            prefixes={"slack": "ct-"},
            zone=ZoneInfo("Europe/London"),
        )
        self.let_go: list[int] = []
        afterwards = privacy_handlers.Afterwards(self.let_go.append, lambda: scrub(database))
        privacy_handlers.register(router, afterwards=afterwards, prefixes={"slack": "ct-"})
        self.reception = Reception(
            database=database,
            clock=clock,
            writer=InboxWriter(database, clock),
            router=router,
            administrators=administrators,
            on_change=lambda: None,
        )

    def command(self, command: str, *, user: str = "U1", at: str = "C1") -> Card:
        given = CommandGiven(
            event_id=event_id(),
            at=self.clock.now(),
            who=sender(user),
            where=place(at, private=at == "D1"),
            command=command,
        )
        return card_of(self.reception.answer_now(given))

    def press(
        self, action: str, value: str = "", *, user: str = "U1", at: str = "C1"
    ) -> Answer | None:
        pressed = ButtonPressed(
            event_id=event_id(),
            at=self.clock.now(),
            who=sender(user),
            where=place(at, private=at == "D1"),
            action=action,
            value=value,
        )
        return self.reception.answer_now(pressed)

    def send(
        self,
        form: str,
        values: Mapping[str, str | tuple[str, ...]],
        *,
        user: str = "U1",
        at: str = "C1",
        context: str = "",
    ) -> Answer | None:
        sent = FormSubmitted(
            event_id=event_id(),
            at=self.clock.now(),
            who=sender(user),
            where=place(at, private=at == "D1"),
            form=form,
            context=context,
            values=dict(values),
        )
        return self.reception.answer_now(sent)

    def home(self, user: str = "U1") -> Card:
        opened = HomeOpened(
            event_id=event_id(),
            at=self.clock.now(),
            who=sender(user),
            where=place("", private=True),
        )
        return card_of(self.reception.answer_now(opened))

    def happen(
        self,
        event: type[BotAdded] | type[BotRemoved] | type[PersonJoined],
        at: str = "C1",
        private: bool = False,
        *,
        user: str = "U1",
        address: str = "",
    ) -> None:
        with self.database.write() as unit:
            self.reception.handle(
                unit,
                event(
                    event_id=event_id(),
                    at=self.clock.now(),
                    who=sender(user),
                    where=replace(place(at, private=private), address=address),
                ),
            )
            unit.commit()


def card_of(answer: Answer | None) -> Card:
    assert isinstance(answer, Say | Replace), answer
    return answer.card


def ask_of(answer: Answer | None) -> Ask:
    assert isinstance(answer, Ask), answer
    return answer


def read(card: Card) -> str:
    """Return all that a card says."""
    said = [card.title, card.text]
    for element in card.elements:
        match element:
            case Heading():
                said.append(element.text)
            case Paragraph():
                said += [run.text for run in element.runs]
            case Bullets():
                said += [run.text for item in element.items for run in item]
            case Facts():
                said += [f"{name}: {value}" for name, value in element.pairs]
            case Actions():
                said += [f"[{button.label}]" for button in element.buttons]
            case _:
                raise AssertionError(element)
    return "\n".join(said)


MakeDesk = Callable[..., Desk]


@pytest.fixture
def make_desk(database: Database, clock: StoppedClock) -> MakeDesk:
    def make(*administrators: str) -> Desk:
        return Desk(database, clock, frozenset(administrators))

    return make


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk()


@pytest.fixture
def fostering(database: Database) -> Community:
    """A community with channel C1, a member U1 and an official UO, facilitator UF, boss UA."""
    with database.write() as unit:
        community = add_community(unit)
        add_channel(unit, community, "C1")
        add_person(unit, community, "U1", hub="calder")
        add_person(unit, community, "UF", Role.FACILITATOR)
        add_person(unit, community, "UO", Role.OFFICIAL)
        add_person(unit, community, "UA", Role.ADMINISTRATOR)
        unit.commit()
    return community
