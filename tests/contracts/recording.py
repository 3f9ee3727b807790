"""A receiver that remembers what it was told and answers as the test says."""

import asyncio
from collections.abc import Callable

from bot.cards import Answer
from bot.events import InboxEvent, Interaction
from bot.ports import NotStored


class RecordingReceiver:
    """Implements `bot.ports.Receiver`. `attempts` counts what was refused as well."""

    def __init__(self) -> None:
        self.received: list[InboxEvent] = []
        self.asked: list[Interaction] = []
        self.attempts = 0
        self.refuse: Exception | None = None
        self.reply: Callable[[Interaction], Answer | None] = lambda interaction: None
        self.committed = asyncio.Event()
        self.committed.set()
        self.thought = asyncio.Event()
        self.thought.set()

    async def receive(self, event: InboxEvent) -> None:
        await self.committed.wait()
        self.attempts += 1
        if self.refuse:
            raise self.refuse
        self.received.append(event)

    async def answer(self, interaction: Interaction) -> Answer | None:
        self.asked.append(interaction)
        await self.thought.wait()
        return self.reply(interaction)


NOT_STORED = NotStored("the database is away")
