"""Delivers one leased row: part by part, looking first where a part may stand already.

A row that updates or deletes goes through the messages of the row it refers to. Either may be
done again without harm, so nothing is looked for.

Who reads the channel is looked at right before: what is not for them is never put there, and what
stands there already is taken away rather than brought up to date.

Around each post are two short transactions; never one across it. What went wrong decides what
becomes of the row: it waits, is looked for, is tried again, or is given up.
"""

import asyncio
import contextlib
import logging
import random
import re
import traceback
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import Concatenate, ParamSpec

from bot.cards import Card
from bot.delivery import leases
from bot.delivery.audiences import NotForThem, Reason, is_open, refusal_now
from bot.delivery.leases import Delivery, LeaseLost
from bot.delivery.models import Doing
from bot.delivery.pace import Pace
from bot.delivery.telling import tell_kept_back
from bot.ports import (
    ChatAdapter,
    Clock,
    DeliveryError,
    Gone,
    Permanent,
    PostedMessage,
    RateLimited,
    Temporary,
    Uncertain,
)
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
TRIES = 24
"""With the waits between them, some three hours: as long as a platform is likely to be down."""
FAULTY_TRIES = 5
"""The same for a fault of our own, which rarely passes and holds up its conversation."""
LONGEST_WAIT_SECONDS = 900.0
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
P = ParamSpec("P")


class Failed(Exception):
    """A part was not delivered. `in_doubt`: the part that may stand there all the same."""

    def __init__(self, fault: Exception, in_doubt: int | None) -> None:
        super().__init__(type(fault).__name__)
        self.fault = fault
        self.in_doubt = in_doubt


class Courier:
    """Delivers rows that were leased for it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        adapters: Mapping[str, ChatAdapter],
        pace: Pace,
        lease: timedelta,
    ) -> None:
        """Prepare. `lease` is how long a row is ours from the start of each post."""
        self._database = database
        self._clock = clock
        self._adapters = adapters
        self._pace = pace
        self._lease = lease
        # A post ends well before its lease, so that nobody looks for what is still on its way.
        self._post_seconds = lease.total_seconds() / 3

    async def deliver(self, delivery: Delivery, is_stopping: Callable[[], bool]) -> None:
        """Deliver a row, or note why not. Raises SQLAlchemyError when nothing can be noted."""
        try:
            try:
                if delivery.withdrawn:
                    await self._find_withdrawn(delivery)
                elif delivery.doing is Doing.POST:
                    await self._parts(delivery, is_stopping)
                else:
                    await self._amend(delivery, is_stopping)
            except Failed as failed:
                await self._note(self._settle, delivery, failed)
        except LeaseLost:
            log.warning("Outbox row %d was taken over by another process", delivery.row_id)

    async def _parts(self, delivery: Delivery, is_stopping: Callable[[], bool]) -> None:
        card, count = self._read(delivery)
        missing = [part for part in range(count) if part not in delivery.delivered]
        for part in missing:
            in_doubt = part if part == delivery.in_doubt else None
            if is_stopping():
                await self._hand_back(delivery, in_doubt)
                return
            posted = None if in_doubt is None else await self._find(delivery, part)
            if posted is None:
                posted = await self._post(delivery, card, part)
            await self._note(self._record, delivery, part, posted, last=part == missing[-1])
        if not missing:
            await self._note(leases.finish, delivery, self._clock.now())

    async def _find_withdrawn(self, delivery: Delivery) -> None:
        """Do nothing more; note what may stand there, for the row that takes it back."""
        part = delivery.in_doubt
        posted = None if part is None else await self._find(delivery, part)
        if part is None or posted is None:
            await self._note(leases.finish, delivery, self._clock.now())
        else:
            await self._note(self._record, delivery, part, posted, last=True)

    async def _amend(self, delivery: Delivery, is_stopping: Callable[[], bool]) -> None:
        """Put the card in the place of the first message and take the others back, or all."""
        updates = delivery.doing is Doing.UPDATE and delivery.standing
        refused = await self._refusal(delivery) if updates else None
        kept = min(delivery.standing) if updates and refused is None else None
        for part, message_id in delivery.standing.items():
            if is_stopping():
                await self._hand_back(delivery, None)
                return
            await self._pace.turn(delivery.queue)
            await self._begin(delivery, None)
            self._pace.spoke(delivery.queue)
            if part == kept:
                await self._replace(delivery, message_id)
            else:
                await self._remove(delivery, message_id)
                await self._note(leases.record_removed, delivery, part)
        if refused is not None:
            log.warning("What outbox row %d updates was removed: %s", delivery.row_id, refused)
            await self._note(self._tell, delivery, refused)
        await self._note(leases.finish, delivery, self._clock.now())

    async def _replace(self, delivery: Delivery, message_id: str) -> None:
        card, _ = self._read(delivery)
        async with self._repeatable():
            with contextlib.suppress(Gone):
                await self._adapter(delivery).update(delivery.destination, message_id, card)

    async def _remove(self, delivery: Delivery, message_id: str) -> None:
        async with self._repeatable():
            await self._adapter(delivery).delete(delivery.destination, message_id)

    async def _refusal(self, delivery: Delivery) -> Reason | None:
        """Return why those who read the channel now may not read this. Raises Failed."""
        if is_open(delivery):
            return None
        async with self._repeatable():
            shared = await self._adapter(delivery).has_outsiders(delivery.destination)

        def look() -> Reason | None:
            with self._database.read() as unit:
                return refusal_now(unit.session, delivery, shared=shared)

        return await asyncio.to_thread(look)

    @contextlib.asynccontextmanager
    async def _repeatable(self) -> AsyncIterator[None]:
        """Do what leaves nothing in doubt, within the time for it. Raises Failed."""
        try:
            async with asyncio.timeout(self._post_seconds):
                yield
        except TimeoutError as late:
            raise Failed(Temporary("timed_out"), None) from late
        except Exception as fault:
            raise Failed(fault, None) from fault

    async def _hand_back(self, delivery: Delivery, in_doubt: int | None) -> None:
        now = self._clock.now()
        await self._note(leases.put_back, delivery, not_before=now, in_doubt=in_doubt)

    def _adapter(self, delivery: Delivery) -> ChatAdapter:
        return self._adapters[delivery.destination.platform]

    def _read(self, delivery: Delivery) -> tuple[Card, int]:
        try:
            card = delivery.read_card()
            return card, self._adapter(delivery).parts(card)
        except Exception as fault:
            raise Failed(fault, delivery.in_doubt) from fault

    async def _find(self, delivery: Delivery, part: int) -> PostedMessage | None:
        try:
            async with asyncio.timeout(self._post_seconds):
                return await self._adapter(delivery).find(
                    delivery.destination, delivery.part_key(part)
                )
        except TimeoutError as late:
            raise Failed(Temporary("timed_out"), part) from late
        except Exception as fault:
            raise Failed(fault, part) from fault

    async def _post(self, delivery: Delivery, card: Card, part: int) -> PostedMessage:
        await self._pace.turn(delivery.queue)
        refused = await self._refusal(delivery)
        if refused is not None:
            raise Failed(NotForThem(refused), None)
        await self._begin(delivery, part)
        self._pace.spoke(delivery.queue)
        try:
            async with asyncio.timeout(self._post_seconds):
                return await self._adapter(delivery).post(
                    delivery.destination, card, part, delivery.part_key(part)
                )
        except (RateLimited, Temporary, Permanent) as fault:
            raise Failed(fault, None) from fault
        except TimeoutError as late:
            raise Failed(Uncertain("timed_out"), part) from late
        except Exception as fault:
            raise Failed(fault, part) from fault

    async def _begin(self, delivery: Delivery, part: int | None) -> None:
        """Note that the part is about to be posted; None: that something repeatable is to be done.

        If noting it took so long that the lease might run out during the post (this process was
        stopped, say), another may look for the part meanwhile: leave it to them.
        """
        time = asyncio.get_running_loop().time
        deadline = time() + self._lease.total_seconds() - self._post_seconds
        await self._note(leases.begin_part, delivery, part, self._clock.now(), self._lease)
        if time() > deadline:
            raise LeaseLost(delivery.row_id)

    async def _note(
        self,
        note: Callable[Concatenate[UnitOfWork, Delivery, P], None],
        delivery: Delivery,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        def write() -> None:
            with self._database.write() as unit:
                note(unit, delivery, *args, **kwargs)
                unit.commit()

        await asyncio.to_thread(write)

    def _record(
        self, unit: UnitOfWork, delivery: Delivery, part: int, posted: PostedMessage, last: bool
    ) -> None:
        now = self._clock.now()
        leases.record_part(unit, delivery, part, posted, now)
        if last:
            leases.finish(unit, delivery, now)

    def _tell(self, unit: UnitOfWork, delivery: Delivery, reason: Reason) -> None:
        tell_kept_back(unit, delivery, reason, self._clock.now())

    def _settle(self, unit: UnitOfWork, delivery: Delivery, failed: Failed) -> None:
        fault, error = failed.fault, _code(failed.fault)
        known = isinstance(fault, DeliveryError)
        if not known:
            places = "".join(traceback.format_tb(fault.__traceback__))
            log.error("Outbox row %d met a fault: %s\n%s", delivery.row_id, error, places)
        count = leases.tries(unit, delivery) + 1
        limited = isinstance(fault, RateLimited)
        out_of_tries = count >= (TRIES if known else FAULTY_TRIES) and not limited
        if isinstance(fault, Permanent) or out_of_tries:
            leases.give_up(unit, delivery, error)
            log.error("Outbox row %d is given up after %d tries: %s", delivery.row_id, count, error)
            if isinstance(fault, NotForThem):
                self._tell(unit, delivery, fault.reason)
            return
        seconds = fault.retry_after if isinstance(fault, RateLimited) else _backoff(count)
        leases.put_back(
            unit,
            delivery,
            not_before=self._clock.now() + timedelta(seconds=seconds),
            in_doubt=failed.in_doubt,
            error=error,
            counts=not limited,
        )


def _backoff(count: int) -> float:
    spread = random.uniform(0.5, 1.0)  # noqa: S311 - keeps replicas apart; nothing secret
    return min(LONGEST_WAIT_SECONDS, 2.0**count) * spread


def _code(fault: Exception) -> str:
    """Return the fault's name and code, never words that might quote a message."""
    code = str(fault)
    name = type(fault).__name__
    return f"{name}: {code}" if _CODE.fullmatch(code) else name
