"""The Teams adapter: the way in, and the sender's way out."""

from collections.abc import AsyncIterator, Collection
from secrets import token_bytes

from aiohttp import web

from adapters.teams.answering import Answers
from adapters.teams.connector import Connector, Services
from adapters.teams.delivery import Delivery, new_mark
from adapters.teams.door import PATH, Door
from adapters.teams.graph import Graph
from adapters.teams.listener import TeamsListener
from adapters.teams.parsing import PLATFORM
from adapters.teams.people import People
from adapters.teams.provenance import Provenance
from adapters.teams.rendering import render
from adapters.teams.sharing import Sharing
from adapters.teams.tokens import Tokens
from adapters.teams.trust import Gate, LoopbackGate, SigningKeys, TokenGate
from adapters.teams.turns import Turns
from adapters.teams.web import Web
from bot.cards import Card
from bot.ports import Destination, PostedMessage, Receiver
from bot.settings import Settings


class TeamsAdapter:
    """Microsoft Teams, for one bot; implements `bot.ports.ChatAdapter`."""

    platform = PLATFORM
    gathers = False  # a bot can open a chat with one person only
    chat_link = "https://teams.microsoft.com/l/chat/0/0?users={email}"
    """The address that opens a person's own chat with somebody."""

    def __init__(self, settings: Settings, receiver: Receiver, commands: Collection[str]) -> None:
        """Prepare. `commands` are the names of the commands that people may type."""
        if not settings.teams_configured:
            raise ValueError("Teams needs an app id, its secret and its tenant")
        self._settings = settings
        self._web = Web()
        self._tokens = _tokens(settings, self._web)
        services = Services(settings.teams_hosts, without_auth=settings.teams_without_auth)
        self._connector = Connector(self._web, services, self._tokens)
        graph = Graph(self._web, settings.teams_graph_url, self._tokens) if self._tokens else None
        self._sharing = Sharing(graph)
        self._delivery = Delivery(self._connector, graph, settings.microsoft_app_id)
        self._keys = SigningKeys(settings.teams_keys_url)
        self._people = People(self._connector, settings.teams_tenant_ids)
        provenance = Provenance(_secret(settings))
        answers = Answers(self._delivery, self._connector, provenance)
        self._listener = TeamsListener(
            receiver, self._people, answers, provenance, commands, self._sharing.notice
        )

    def attach(self, app: web.Application) -> None:
        """Add the way in to the web application, and what starts and stops with it."""
        door = Door(self._gate(), Turns(self._listener))
        app.router.add_post(PATH, door.enter)

        async def running(_: web.Application) -> AsyncIterator[None]:
            if not self._settings.teams_without_auth:
                self._keys.refresh()  # beside the start, which waits for nobody
            yield
            await self._listener.close()
            await self._people.close()
            await self._keys.close()
            await self.close()

        app.cleanup_ctx.append(running)

    async def close(self) -> None:
        """End the connections to Microsoft."""
        if self._tokens:
            await self._tokens.close()
        await self._web.close()

    def parts(self, card: Card) -> int:
        """Return how many messages Teams needs for the card."""
        return len(render(card, new_mark()))

    async def post(
        self, destination: Destination, card: Card, part: int, key: str
    ) -> PostedMessage:
        """Post one part of a card, marked with `key` so that `find` can recognise it."""
        return await self._delivery.post(destination, card, part, key)

    async def find(self, destination: Destination, key: str) -> PostedMessage | None:
        """Look whether the message marked with `key` stands there already, as far as can be told.

        See the decision on finding messages in Teams.
        """
        return await self._delivery.find(destination, key)

    async def has_outsiders(self, destination: Destination) -> bool:
        """Say whether it is a shared channel, as far as Teams tells us."""
        return await self._sharing.is_shared(destination)

    async def update(self, destination: Destination, message_id: str, card: Card) -> None:
        """Replace a message of ours by the card, as far as it fits in one message."""
        await self._delivery.update(destination, message_id, card)

    async def delete(self, destination: Destination, message_id: str) -> None:
        """Remove a message of ours; done as well when it is gone already."""
        await self._delivery.delete(destination, message_id)

    def _gate(self) -> Gate:
        allows = self._connector.services.allows
        settings = self._settings
        if settings.teams_without_auth:
            return LoopbackGate(settings.teams_tenant_ids, allows)
        return TokenGate(self._keys, settings.microsoft_app_id, settings.teams_tenant_ids, allows)


def _secret(settings: Settings) -> bytes:
    """Return what only we know: the app's secret, or in development something new."""
    password = settings.microsoft_app_password
    return password.get_secret_value().encode() if password else token_bytes()


def _tokens(settings: Settings, connection: Web) -> Tokens | None:
    """Return what fetches our tokens; None in development without them."""
    if settings.microsoft_app_password is None:
        return None
    return Tokens(
        connection,
        settings.teams_token_url,
        settings.microsoft_app_id,
        settings.microsoft_app_password,
        settings.microsoft_app_tenant_id,
    )
