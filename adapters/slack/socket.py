"""The way in by Socket Mode: a websocket that we open, for servers Slack can't reach."""

import asyncio
from typing import Protocol

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.logs import library_logger


class _Handler(Protocol):
    """What we use of Bolt's handler, which has no types of its own."""

    async def connect_async(self) -> None: ...

    async def close_async(self) -> None: ...


class Socket:
    """Holds the connection; reconnects by itself."""

    def __init__(self, app: AsyncApp, token: str, client: AsyncWebClient) -> None:
        self._handler = _handler(app, token, client)
        # Connecting goes on until Slack answers, and the web server is not to wait for that.
        self._connecting = asyncio.create_task(self._handler.connect_async())

    async def close(self) -> None:
        """Leave."""
        self._connecting.cancel()
        await asyncio.gather(self._connecting, return_exceptions=True)
        await self._handler.close_async()


def _handler(app: AsyncApp, token: str, client: AsyncWebClient) -> _Handler:
    return AsyncSocketModeHandler(app, token, logger=library_logger(), web_client=client)
