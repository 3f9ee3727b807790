"""Waiting for what happens in its own time, for no longer than it takes."""

import asyncio
from collections.abc import Callable

PATIENCE_SECONDS = 15
"""Long enough for a busy machine; only a failing test waits so long."""


async def until(condition: Callable[[], object]) -> None:
    """Wait until the condition holds."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():
            await asyncio.sleep(0.005)
