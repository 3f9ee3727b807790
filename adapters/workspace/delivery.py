"""Tells the application what happened, one fact after the other, until it has taken each."""

import asyncio
import logging
from collections.abc import Sequence

from adapters.workspace.model import Fact
from adapters.workspace.parsing import Link, inbox_event
from adapters.workspace.state import State
from bot.events import InboxEvent
from bot.ports import Receiver

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
MOST_AT_ONCE = 20

log = logging.getLogger(__name__)


class Delivery:
    """Behaves like the event delivery of a real platform: again until it is taken.

    Each channel's facts go in order, those of several channels at the same time.
    """

    def __init__(self, state: State, receiver: Receiver, link: Link) -> None:
        self._state = state
        self._receiver = receiver
        self._link = link

    async def run(self) -> None:
        """Deliver for ever; to be cancelled."""
        loop = asyncio.get_running_loop()
        more = asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(more.set)

        self._state.on_fact(wake)
        while True:
            more.clear()
            while batch := _one_a_channel(self._state.queue.first(MOST_AT_ONCE)):
                await asyncio.gather(*(self._deliver(fact) for _, fact in batch))
                self._state.queue.done([position for position, _ in batch])
            await more.wait()

    async def _deliver(self, fact: Fact) -> None:
        person, channel = self._state.person(fact.person), self._state.channel(fact.channel)
        event = inbox_event(fact, person, channel, self._link)
        pause = FIRST_PAUSE
        while event is not None and not await self._taken(event):
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _taken(self, event: InboxEvent) -> bool:
        try:
            await self._receiver.receive(event)
        except Exception as error:  # noqa: BLE001 - whatever the fault, a platform sends again
            kind = type(error).__name__
            log.warning("event %s was not taken (%s), sending again", event.event_id, kind)
            return False
        return True


def _one_a_channel(facts: Sequence[tuple[int, Fact]]) -> list[tuple[int, Fact]]:
    """Return the facts up to the first that must wait for another of its channel."""
    channels: set[str] = set()
    batch = []
    for position, fact in facts:
        if fact.channel in channels:
            break
        channels.add(fact.channel)
        batch.append((position, fact))
    return batch
