"""Takes in what adapters hear: stores events, answers interactions. Implements `ports.Receiver`."""

import asyncio
import logging
import traceback
from collections.abc import Callable

from sqlalchemy.exc import IntegrityError

from bot.capture.door import at_the_door
from bot.capture.inbox import InboxWriter, insert_once, to_row
from bot.cards import Answer, Say, notice
from bot.community.caller import identify
from bot.community.learning import learn, tells_more
from bot.events import InboxEvent, Interaction
from bot.ports import Clock
from bot.router import Router, Turn, UnknownInteraction
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
FAILED = "Something went wrong and nothing was changed. Please try again."
TRIES = 3
"""So often is an answer tried when others write the same row first."""
STALE = "That button is from an older message and no longer works. Please run the command again."


class Reception:
    """The one way in, for every platform."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        writer: InboxWriter,
        router: Router,
        administrators: frozenset[str],
        on_change: Callable[[], None],
    ) -> None:
        """Prepare. `on_change` is called when an answer may have filled the outbox."""
        self._database = database
        self._clock = clock
        self._writer = writer
        self._router = router
        self._administrators = administrators
        self._on_change = on_change

    async def receive(self, event: InboxEvent) -> None:
        """Store the event, redacted; return once it is committed. Raises NotStored."""
        await asyncio.wrap_future(self._writer.store(at_the_door(event)))

    async def answer(self, interaction: Interaction) -> Answer | None:
        """Answer what a person waits for. Whatever fails, the person is told in plain words."""
        return await asyncio.to_thread(self.answer_now, interaction)

    def answer_now(self, interaction: Interaction) -> Answer | None:
        """Answer on this thread."""
        given = at_the_door(interaction)
        try:
            if self._router.only_reads(given):
                with self._database.read() as unit:
                    turn = self._turn(unit, given)
                    if not tells_more(turn.caller, given):
                        return self._router.answer(turn, given)
            return self._answer_racing(given)
        except UnknownInteraction:
            return Say(notice(STALE))
        except Exception as error:  # noqa: BLE001 - the last stop before a person: told, and logged
            places = "".join(traceback.format_tb(error.__traceback__))
            log.error("%s failed: %s\n%s", given.kind, type(error).__name__, places)
            return Say(notice(FAILED))

    def _answer_racing(self, given: Interaction) -> Answer | None:
        """Answer; tried again when another thread wrote the same row first, and nothing is kept.

        On PostgreSQL two may find no row and both add it: a person's first two signs, or a message
        that is acted on while its own event is being handled.
        """
        for _ in range(TRIES - 1):
            try:
                return self._answer_writing(given)
            except IntegrityError as lost:
                log.info("%s is tried again: %s", given.kind, type(lost).__name__)
        return self._answer_writing(given)

    def _answer_writing(self, given: Interaction) -> Answer | None:
        with self._database.write() as unit:
            if not insert_once(unit, to_row(given, None, self._clock.now())):
                return None  # the platform sent it twice; the first has been answered
            turn = self._turn(unit, given)
            answer = self._router.answer(turn, given)
            learn(unit, turn.caller, given, turn.now)
            unit.commit()
        self._on_change()
        return answer

    def _turn(self, unit: UnitOfWork, given: InboxEvent | Interaction) -> Turn:
        caller = identify(unit, given.who, given.where, self._administrators)
        return Turn(unit=unit, caller=caller, now=self._clock.now())

    def handle(self, unit: UnitOfWork, event: InboxEvent) -> None:
        """Handle an inbox event: what the inbox worker calls."""
        turn = self._turn(unit, event)
        self._router.handle(turn, event)
        learn(unit, turn.caller, event, turn.now)
