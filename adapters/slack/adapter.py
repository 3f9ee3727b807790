"""The Slack adapter: both ways in, and the sender's way out."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answering import Answers
from adapters.slack.delivery import Delivery
from adapters.slack.directory import SlackDirectory
from adapters.slack.door import PATH, Door
from adapters.slack.identity import ask_identity
from adapters.slack.listeners import Listeners
from adapters.slack.logs import library_logger
from adapters.slack.parsing.payload import PLATFORM
from adapters.slack.people import People
from adapters.slack.rendering import render
from adapters.slack.sharing import Sharing
from adapters.slack.socket import Socket
from bot.cards import Card
from bot.ports import Destination, PostedMessage, Receiver
from bot.settings import Settings

TIMEOUT_SECONDS = 10


class SlackAdapter:
    """Slack, for one workspace; implements `bot.ports.ChatAdapter`."""

    platform = PLATFORM
    gathers = True

    def __init__(self, settings: Settings, receiver: Receiver) -> None:
        if settings.slack_bot_token is None:
            raise ValueError("Slack needs a bot token")
        self._settings = settings
        self._client = AsyncWebClient(
            token=settings.slack_bot_token.get_secret_value(),
            base_url=settings.slack_api_url,
            timeout=TIMEOUT_SECONDS,
            logger=library_logger(),
            retry_handlers=[],
        )
        self._delivery = Delivery(self._client)
        self._sharing = Sharing(self._client)
        self._directory = SlackDirectory(People(self._client))
        answers = Answers(self._client, self._delivery)
        self._listeners = Listeners(
            receiver, self._directory, answers, settings.command_prefix, self._sharing.notice
        )

    def attach(self, app: web.Application) -> None:
        """Add the ways in to the web application, and what starts and stops with it."""
        bolt = self._bolt()
        if self._settings.slack_signing_secret is not None:
            door = Door(bolt, self._settings.slack_signing_secret.get_secret_value())
            app.router.add_post(PATH, door.enter)

        async def running(_: web.Application) -> AsyncIterator[None]:
            session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(TIMEOUT_SECONDS))
            self._client.session = session
            asking = asyncio.create_task(self._learn_who_we_are())
            token = self._settings.slack_app_token
            socket = Socket(bolt, token.get_secret_value(), self._client) if token else None
            yield
            asking.cancel()
            if socket:
                await socket.close()
            await self._listeners.close()
            await self._directory.people.close()
            await session.close()

        app.cleanup_ctx.append(running)

    def parts(self, card: Card) -> int:
        """Return how many messages Slack needs for the card."""
        return len(render(card))

    async def post(
        self, destination: Destination, card: Card, part: int, key: str
    ) -> PostedMessage:
        """Post one part of a card, marked with `key` so that `find` can recognise it."""
        return await self._delivery.post(destination, card, part, key)

    async def find(self, destination: Destination, key: str) -> PostedMessage | None:
        """Look whether the message marked with `key` stands there already."""
        return await self._delivery.find(destination, key)

    async def has_outsiders(self, destination: Destination) -> bool:
        """Say whether the channel is shared with another organisation."""
        return await self._sharing.is_shared(destination.conversation)

    async def update(self, destination: Destination, message_id: str, card: Card) -> None:
        """Replace a message of ours by the card, as far as it fits in one message."""
        await self._delivery.update(destination, message_id, card)

    async def delete(self, destination: Destination, message_id: str) -> None:
        """Remove a message of ours; done as well when it is gone already."""
        await self._delivery.delete(destination, message_id)

    async def permalink(self, conversation: str, message_id: str) -> str:
        """Return a message's address. May raise a DeliveryError."""
        return await self._delivery.permalink(conversation, message_id)

    async def _learn_who_we_are(self) -> None:
        self._directory.identity = await ask_identity(self._client)

    def _bolt(self) -> AsyncApp:
        """Return Bolt, set so that nothing is acknowledged before it is stored.

        Requests are checked before Bolt sees them. Authorising asks Slack nothing, so that an
        event can be stored while Slack's Web API is out of reach.
        """
        bolt = AsyncApp(
            name="commonthread",
            client=self._client,
            logger=library_logger(),
            authorize=_authorise,
            process_before_response=True,
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        self._listeners.register(bolt)
        return bolt


async def _authorise(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)
