"""People's names and e-mail addresses, asked of Slack one by one and remembered for some hours."""

import asyncio
import time
from collections import OrderedDict
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.payloads import maybe
from adapters.slack.logs import log
from adapters.slack.parsing.payload import PLATFORM
from bot.events import Sender

REMEMBERED_SECONDS = 6 * 3600
FAILED_SECONDS = 60
"""How long to wait before asking again after Slack did not tell."""
MOST_PEOPLE = 20_000
AT_ONCE = 4

Key = tuple[str, str]


class People:
    """Who is who in the workspace. Asking never holds up an event: `known` answers at once."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: OrderedDict[Key, tuple[Sender, float]] = OrderedDict()
        self._asking: dict[Key, asyncio.Task[Sender]] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)

    def known(self, tenant: str, user_id: str) -> Sender:
        """Return the person as far as known, and ask about them in the background if need be."""
        person, until = self._known.get((tenant, user_id), (_stranger(tenant, user_id), 0.0))
        if user_id and until < time.monotonic():
            self._ask(tenant, user_id)
        return person

    async def find(self, tenant: str, user_id: str, within: float) -> Sender:
        """Return the person, waiting at most so many seconds for Slack to tell of them."""
        person = self.known(tenant, user_id)
        task = self._asking.get((tenant, user_id))
        if task is not None and not person.name:
            await asyncio.wait({task}, timeout=within)
        return self.known(tenant, user_id)

    async def close(self) -> None:
        """Stop asking."""
        for task in self._asking.values():
            task.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)

    def _ask(self, tenant: str, user_id: str) -> None:
        key = (tenant, user_id)
        if key not in self._asking:
            self._asking[key] = asyncio.create_task(self._remember(tenant, user_id))
            self._asking[key].add_done_callback(lambda _: self._asking.pop(key, None))

    async def _remember(self, tenant: str, user_id: str) -> Sender:
        person, _ = self._known.get((tenant, user_id), (_stranger(tenant, user_id), 0.0))
        seconds = FAILED_SECONDS
        try:
            async with self._turns:
                answer = await self._client.users_info(user=user_id)
            person = _person(tenant, user_id, answer.get("user", {}))
            seconds = REMEMBERED_SECONDS
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.info("Slack did not tell a person's name: %s", type(error).__name__)
        self._known[(tenant, user_id)] = (person, time.monotonic() + seconds)
        while len(self._known) > MOST_PEOPLE:
            self._known.popitem(last=False)
        return person


def _stranger(tenant: str, user_id: str) -> Sender:
    return Sender(platform=PLATFORM, tenant=tenant, user_id=user_id)


def _person(tenant: str, user_id: str, user: dict[str, Any]) -> Sender:
    """Read users.info. Only of our own workspace's people does it vouch for the address."""
    name = (
        maybe(user, "profile", "display_name")
        or maybe(user, "profile", "real_name")
        or maybe(user, "real_name")
        or maybe(user, "name")
    )
    ours = maybe(user, "team_id") in ("", tenant) and not user.get("is_stranger")
    vouched = ours and user.get("is_email_confirmed") is not False
    email = maybe(user, "profile", "email") if vouched else ""
    return Sender(platform=PLATFORM, tenant=tenant, user_id=user_id, name=name, email=email or None)
