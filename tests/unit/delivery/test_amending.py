"""Taking back what was posted, and putting another card in its place: at any point of its way."""

import signal
from collections.abc import Callable

import pytest

from bot.cards import Card
from bot.delivery.models import OutboxState
from bot.delivery.outbox import revise, withdraw
from bot.delivery.sender import Sender
from bot.ports import Gone, Permanent, RateLimited, Temporary, Uncertain
from bot.store import Database
from tests.conftest import StoppedClock
from tests.unit.delivery.conftest import Put, Rows, Run
from tests.unit.delivery.platform import FilePlatform


class Amend:
    """Amends what was put, by its words."""

    def __init__(self, database: Database, clock: StoppedClock) -> None:
        self._database = database
        self._clock = clock

    def revise(self, posted: str, card: str, key: str = "revised") -> bool:
        with self._database.write() as unit:
            done = revise(
                unit, f"k:{posted}:general", Card(text=card), key=key, now=self._clock.now()
            )
            unit.commit()
        return done

    def withdraw(self, posted: str, key: str = "withdrawn") -> bool:
        with self._database.write() as unit:
            done = withdraw(unit, f"k:{posted}:general", key=key, now=self._clock.now())
            unit.commit()
        return done


@pytest.fixture
def amend(database: Database, clock: StoppedClock) -> Amend:
    return Amend(database, clock)


async def test_what_waits_is_posted_as_revised_or_never(
    amend: Amend, sender: Sender, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    put("old")
    put("secret")
    put("next")
    assert amend.revise("old", "new")
    assert amend.withdraw("secret")
    await sender.drain_once()
    assert platform.seen() == ["new", "next"]
    assert {row.state for row in rows()} == {OutboxState.SENT, OutboxState.WITHDRAWN}
    assert not any("secret" in row.card for row in rows())


async def test_what_stands_there_is_replaced_by_one_message_then_taken_back_once(
    amend: Amend, sender: Sender, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    put("one\ntwo\nthree")
    await sender.drain_once()
    assert amend.revise("one\ntwo\nthree", "new")
    assert not amend.revise("one\ntwo\nthree", "again")  # the same key
    await sender.drain_once()
    assert platform.seen() == ["new"]
    assert amend.withdraw("one\ntwo\nthree")
    assert not amend.withdraw("one\ntwo\nthree", "another key")
    assert not amend.revise("one\ntwo\nthree", "too late", "another key too")
    await sender.drain_once()
    assert platform.seen() == []
    assert [row.state for row in rows()] == [OutboxState.SENT] * 3
    assert not any("one" in row.card or "new" in row.card for row in rows())
    assert not amend.withdraw("never posted", "a third key")


async def test_an_amendment_waits_for_what_it_amends(
    amend: Amend, sender: Sender, put: Put, platform: FilePlatform, clock: StoppedClock
) -> None:
    """Half of it stands there: the rest is posted first, or no more when it is taken back."""
    for text in ("a\nb", "c\nd"):
        put(text)
        platform.faults_after = [Uncertain("connection_reset")]
        await sender.drain_once()
        clock.move(minutes=1)
        if text == "a\nb":
            amend.revise(text, "revised")
        else:
            amend.withdraw(text)
        await sender.drain_once()
    assert platform.seen() == ["revised"]
    assert [line["key"][-1] for line in platform.lines()] == ["0", "1", "0"]  # never part 1 of c


async def test_an_update_that_waits_is_not_shown_once_all_is_taken_back(
    amend: Amend, sender: Sender, put: Put, platform: FilePlatform, clock: StoppedClock
) -> None:
    put("one")
    await sender.drain_once()
    amend.revise("one", "revised")
    platform.faults_amending = [RateLimited(30)]
    await sender.drain_once()
    amend.withdraw("one")
    shown: list[str] = []
    platform.at = shown.append
    clock.move(seconds=30)
    await sender.drain_once()
    assert (platform.seen(), shown) == ([], ["before delete 0", "after delete 0"])


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (Temporary("down"), OutboxState.SENT),
        (Uncertain("timed_out"), OutboxState.SENT),
        (Permanent("no_permission"), OutboxState.DEAD),
    ],
)
async def test_a_fault_is_tried_again_unless_it_lasts(
    fault: Exception,
    state: OutboxState,
    amend: Amend,
    sender: Sender,
    put: Put,
    rows: Rows,
    platform: FilePlatform,
    clock: StoppedClock,
) -> None:
    put("one")
    await sender.drain_once()
    amend.revise("one", "two")
    platform.faults_amending = [fault]
    await sender.drain_once()
    clock.move(minutes=1)
    await sender.drain_once()
    assert rows()[-1].state is state
    assert platform.seen() == [["one"], ["two"]][state is OutboxState.SENT]


async def test_what_somebody_removed_meanwhile_needs_no_change(
    amend: Amend, sender: Sender, put: Put, rows: Rows, platform: FilePlatform
) -> None:
    put("one")
    await sender.drain_once()
    amend.revise("one", "two")
    platform.faults_amending = [Gone("message_not_found")]
    await sender.drain_once()
    assert rows()[-1].state is OutboxState.SENT


@pytest.mark.parametrize("point", ["after update 0", "after delete 1"])
async def test_killed_at_any_point_it_is_amended_all_the_same(
    point: str,
    amend: Amend,
    database: Database,
    open_database: Callable[[], Database],
    sender: Sender,
    clock: StoppedClock,
    put: Put,
    run: Run,
    platform: FilePlatform,
) -> None:
    put("one\ntwo\nthree")
    await sender.drain_once()
    amend.revise("one\ntwo\nthree", "new")
    put("next")
    database.close()
    with run(point, signal.SIGKILL) as process:
        process.wait(30)
    assert process.returncode == -signal.SIGKILL
    clock.move(seconds=61)
    again = open_database()
    await Sender(again, clock, {"file": platform}, seconds_between=0).drain_once()
    assert platform.seen() == ["new", "next"]
