"""What the contract of events waits for and looks at, on whatever platform it is."""

import asyncio
from datetime import timedelta
from typing import TypeVar

from bot.events import ChatEvent
from tests.contracts.scene import Scene, ShownForm
from tests.waiting import PATIENCE_SECONDS, until

E = TypeVar("E", bound=ChatEvent)


async def heard(scene: Scene, kind: type[E], count: int = 1) -> list[E]:
    """Wait for so many events and return them; all must be of one kind."""
    received = scene.receiver.received
    await until(lambda: len(received) >= count)
    found = [event for event in received if isinstance(event, kind)]
    assert len(found) == len(received) == count
    return found


async def asked(scene: Scene, kind: type[E], count: int = 1) -> E:
    """Wait for so many interactions and return the last one."""
    await until(lambda: len(scene.receiver.asked) >= count)
    last = scene.receiver.asked[-1]
    assert isinstance(last, kind)
    assert len(scene.receiver.asked) == count
    return last


async def seen(scene: Scene, person: str, text: str) -> None:
    """Wait until a person sees the words."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not any(text in message for message in await scene.sees(person)):
            await asyncio.sleep(0.005)


async def unseen(scene: Scene, person: str, text: str) -> bool:
    """Say whether a person can't see the words anywhere."""
    return not any(text in message for message in await scene.sees(person))


async def shown(scene: Scene, person: str) -> ShownForm:
    """Wait until a person has a form before them."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (form := await scene.form(person)) is None:
            await asyncio.sleep(0.005)
    return form


def comes_from(scene: Scene, event: ChatEvent, person: str) -> None:
    """Check what every event carries: an identity, a time, who, and where."""
    assert event.event_id
    assert event.at.utcoffset() == timedelta(0)
    assert (event.who.platform, event.who.tenant) == (scene.here.platform, scene.here.tenant)
    assert event.who.user_id == person
    assert (event.where.platform, event.where.tenant) == (scene.here.platform, scene.here.tenant)
    assert event.where.conversation == scene.here.conversation
    assert not event.where.private


def comes_whole(told: ChatEvent) -> None:
    """Check that an event has what no database and no handler can do without."""
    ids = [told.event_id, told.who.user_id or "nobody known", told.who.tenant, told.where.tenant]
    ids += [getattr(told, "message_id", "an id"), told.where.thread or "an id"]
    for one in ids:
        assert isinstance(one, str)
        assert 0 < len(one) <= 1000
        assert "\x00" not in one
        one.encode()
    assert told.at.utcoffset() == timedelta(0)
