"""An answer is tried again when another wrote the same row first, and fails kindly in the end."""

import pytest
from sqlalchemy import func, select

from bot.capture.inbox import InboxWriter
from bot.cards import Answer, Say, notice
from bot.community.models import Hub, Programme
from bot.events import ButtonPressed
from bot.reception import FAILED, TRIES, Reception
from bot.router import Router, Turn
from bot.store import Database
from tests.conftest import StoppedClock
from tests.world import NOW, event_id, place, sender


@pytest.mark.parametrize(("lost", "said"), [(TRIES - 1, "Done"), (TRIES, FAILED)])
def test_a_lost_race_is_run_again(
    database: Database, clock: StoppedClock, lost: int, said: str
) -> None:
    tried: list[int] = []

    def add_a_hub(turn: Turn, pressed: ButtonPressed) -> Answer:
        tried.append(1)
        programme = Programme(slug="p", name="P")
        turn.unit.session.add(programme)
        turn.unit.flush()
        for _ in range(2 if len(tried) <= lost else 1):  # twice: as if another had been quicker
            turn.unit.session.add(Hub(programme_id=programme.id, slug="h", name="H"))
        turn.unit.flush()
        return Say(notice("Done"))

    router = Router()
    router.button("add", add_a_hub)
    reception = Reception(
        database=database,
        clock=clock,
        writer=InboxWriter(database, clock),
        router=router,
        administrators=frozenset(),
        on_change=lambda: None,
    )
    pressed = ButtonPressed(
        event_id=event_id(), at=NOW, who=sender(), where=place(), action="add", value=""
    )
    answer = reception.answer_now(pressed)
    assert isinstance(answer, Say)
    assert answer.card.text == said
    assert len(tried) == min(lost + 1, TRIES)
    with database.read() as unit:
        assert unit.session.scalar(select(func.count(Hub.id))) == (lost < TRIES)
