"""What the Bot Connector can't tell, asked of Microsoft Graph: what we posted, what a channel is.

Allowed where a team's or a chat's owner consented to the app's reading its messages, or its
channels' settings.
"""

import json
from collections.abc import AsyncIterator
from urllib.parse import quote

from yarl import URL

from adapters.teams.errors import refused
from adapters.teams.tokens import GRAPH_SCOPE, Tokens
from adapters.teams.web import Json, NoAnswer, NotConnected, Web
from bot.ports import Temporary

PAGE = 50
MOST_PAGES = 4
_NOT_ALLOWED = (401, 403, 404)


class Graph:
    """Looks for messages of ours by their mark, and at what kind of channel one is."""

    def __init__(self, web: Web, url: str, tokens: Tokens) -> None:
        self._web = web
        self._url = url.rstrip("/")
        self._tokens = tokens

    async def find_in_channel(
        self, tenant: str, team: str, channel: str, thread: str | None, mark: str
    ) -> str | None:
        """Return the id of the marked message; None: not there, or we may not look.

        Raises Temporary or RateLimited when it can't be told now.
        """
        path = f"/teams/{quote(team, safe='')}/channels/{quote(channel, safe='')}/messages"
        if thread:
            path += f"/{quote(thread, safe='')}/replies"
        return await self._find(tenant, path, mark)

    async def find_in_chat(self, tenant: str, chat: str, mark: str) -> str | None:
        """Return the id of the marked message in a group chat, as `find_in_channel` does."""
        return await self._find(tenant, f"/chats/{quote(chat, safe='')}/messages", mark)

    async def membership(self, tenant: str, team: str, channel: str) -> str:
        """Return "standard", "private" or another name of a shared one; empty: we may not know.

        Raises Temporary or RateLimited when it can't be told now.
        """
        token = await self._tokens.get(GRAPH_SCOPE, tenant)
        path = f"/teams/{quote(team, safe='')}/channels/{quote(channel, safe='')}"
        found = await self._page(f"{self._url}{path}?$select=membershipType", token)
        return str(found.get("membershipType", ""))

    async def _find(self, tenant: str, path: str, mark: str) -> str | None:
        async for message in self._latest(tenant, path):
            if _marked(message, mark):
                return str(message.get("id"))
        return None

    async def _latest(self, tenant: str, path: str) -> AsyncIterator[Json]:
        token = await self._tokens.get(GRAPH_SCOPE, tenant)
        address = f"{self._url}{path}?$top={PAGE}"
        for _ in range(MOST_PAGES):
            page = await self._page(address, token)
            for message in page.get("value", ()):
                yield message
            address = str(page.get("@odata.nextLink", ""))
            # The token goes nowhere but to Graph, whatever an answer says.
            if not address.startswith(f"{self._url}/"):
                return

    async def _page(self, address: str, token: str) -> Json:
        try:
            answer = await self._web.request("GET", URL(address, encoded=True), token=token)
        except (NotConnected, NoAnswer) as error:
            raise Temporary(f"Microsoft Graph did not answer: {error}") from None
        if answer.status in _NOT_ALLOWED:
            return {}
        if not answer.ok:
            raise refused(answer, repeatable=True)
        return answer.body


def _marked(message: Json, mark: str) -> bool:
    """Say whether the first element of a card in the message has the mark for its id."""
    for attachment in message.get("attachments") or ():
        try:
            first = json.loads(attachment["content"])["body"][0]
            if first["id"] == mark:
                return True
        except (KeyError, IndexError, TypeError, ValueError):
            continue  # not a card of ours
    return False
