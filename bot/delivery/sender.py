"""The sender: takes what is due from the outbox and has it delivered, each conversation in order.

An asyncio service. Different conversations are served side by side, up to a bound for each
platform; a second sender on the same database (another replica) shares the work.
"""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import leases
from bot.delivery.courier import Courier
from bot.delivery.leases import LEASE, Delivery, Queue
from bot.delivery.pace import Pace
from bot.ports import ChatAdapter, Clock
from bot.store import Database

log = logging.getLogger(__name__)
IDLE_SECONDS = 1.0


class Sender:
    """Delivers the outbox through the adapters, by platform name."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        adapters: Mapping[str, ChatAdapter],
        *,
        at_once: int = 8,
        seconds_between: float = 1.0,
        lease: timedelta = LEASE,
    ) -> None:
        """Prepare. `at_once` bounds the conversations of each platform served side by side, so
        that one which hangs leaves the others theirs.

        `seconds_between` is kept between two messages to one conversation.
        """
        self._database = database
        self._clock = clock
        self._platforms = tuple(adapters)
        self._at_once = at_once
        self._lease = lease
        self._pace = Pace(seconds_between)
        self._courier = Courier(database, clock, adapters, self._pace, lease)
        self._woken = asyncio.Event()
        self._running: dict[Queue, asyncio.Task[None]] = {}
        self._stopping = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start delivering, on this event loop."""
        self._stopping = False
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.create_task(self._run(), name="sender")

    async def stop(self) -> None:
        """Finish the posts at hand and hand back the rest, then end."""
        self._stopping = True
        self._woken.set()
        if self._task is not None:
            await self._task
        self._loop = None
        await self._finish_running()

    def wake(self) -> None:
        """Say that the outbox may have filled. Safe from any thread; nothing when not started."""
        loop = self._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop closed: the program is ending
                loop.call_soon_threadsafe(self._woken.set)

    async def drain_once(self) -> int:
        """Deliver all that is due by the clock now; return how many rows were taken up."""
        taken = 0
        while begun := await self._begin_due(resting_too=True):
            taken += begun
            await self._finish_running()
        return taken

    async def _run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            try:
                await self._begin_due(resting_too=False)
            except SQLAlchemyError as error:
                log.error("The outbox can't be read: %s", type(error).__name__)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(IDLE_SECONDS):
                    await self._woken.wait()

    async def _begin_due(self, *, resting_too: bool) -> int:
        """Begin deliveries up to the bound; return how many were begun."""
        begun = 0
        for row_id, queue in await asyncio.to_thread(self._due):
            platform = queue[0]
            if [one[0] for one in self._running].count(platform) >= self._at_once:
                continue
            if queue in self._running or (self._pace.rests(queue) and not resting_too):
                continue
            delivery = await asyncio.to_thread(self._take, row_id)
            if delivery is not None:
                self._begin(delivery)
                begun += 1
        return begun

    def _due(self) -> list[tuple[int, Queue]]:
        with self._database.read() as unit:
            return leases.due(unit, self._platforms, self._clock.now())

    def _take(self, row_id: int) -> Delivery | None:
        with self._database.write() as unit:
            delivery = leases.take(unit, row_id, self._clock.now(), self._lease)
            unit.commit()
        return delivery

    def _begin(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(delivery), name=f"outbox-{delivery.row_id}")
        self._running[delivery.queue] = task
        task.add_done_callback(lambda _: self._ended(delivery.queue))

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await self._courier.deliver(delivery, lambda: self._stopping)
        except SQLAlchemyError as error:
            # The lease runs out by itself, and what may have been posted is looked for then.
            log.error("Outbox row %d: nothing noted: %s", delivery.row_id, type(error).__name__)

    def _ended(self, queue: Queue) -> None:
        del self._running[queue]
        self._woken.set()
        asyncio.get_running_loop().call_later(self._pace.seconds, self._woken.set)

    async def _finish_running(self) -> None:
        while self._running:
            await asyncio.wait(list(self._running.values()))
            await asyncio.sleep(0)  # lets the callbacks take them off the list
