"""People's e-mail addresses and names, asked of Teams one by one and remembered for some hours."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from adapters.teams.addresses import read
from adapters.teams.connector import Connector
from adapters.teams.parsing import Payload, maybe
from bot.events import Place, Sender
from bot.ports import DeliveryError

log = logging.getLogger(__name__)
REMEMBERED_SECONDS = 6 * 3600
FAILED_SECONDS = 60
"""How long to wait before asking again after Teams did not tell."""
MOST_PEOPLE = 20_000
AT_ONCE = 4
GUEST = "guest"
GUESTS_NAME = "#EXT#"
"""Stands in the directory's name of a guest."""

Key = tuple[str, str]


class People:
    """Who is who in the tenants. Asking never holds up an event: `known` answers at once."""

    def __init__(
        self,
        connector: Connector,
        tenants: tuple[str, ...],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare. `tenants` are those whose members' addresses are believed."""
        self._connector = connector
        self._tenants = tenants
        self._clock = clock
        self._known: OrderedDict[Key, tuple[Sender, float]] = OrderedDict()
        self._asking: dict[Key, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)

    def known(self, person: Sender, where: Place) -> Sender:
        """Return the person as far as known, and ask about them in the background if need be."""
        told, until = self._known.get(_key(person), (person, float("-inf")))
        if person.user_id and where.conversation and until < self._clock():
            self._ask(person, where)
        return replace(person, name=person.name or told.name, email=told.email)

    async def find(self, person: Sender, where: Place, within: float) -> Sender:
        """Return the person, waiting at most so many seconds for Teams to tell of them."""
        known = self.known(person, where)
        task = self._asking.get(_key(person))
        if task is not None and known.email is None:
            await asyncio.wait({task}, timeout=within)
        return self.known(person, where)

    async def close(self) -> None:
        """Stop asking."""
        for task in self._asking.values():
            task.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)

    def _ask(self, person: Sender, where: Place) -> None:
        key = _key(person)
        if key not in self._asking:
            self._asking[key] = asyncio.create_task(self._remember(person, where))
            self._asking[key].add_done_callback(lambda _: self._asking.pop(key, None))

    async def _remember(self, person: Sender, where: Place) -> None:
        told, seconds = self._known.get(_key(person), (person, 0.0))[0], FAILED_SECONDS
        try:
            address = read(where.address)
            service_url = address.service_url if address else ""
            async with self._turns:
                member = await self._connector.member(
                    service_url, where.conversation, person.user_id
                )
            told, seconds = self._person(person, member), REMEMBERED_SECONDS
        except (DeliveryError, ValueError) as error:
            log.info("Teams did not tell who a person is: %s", type(error).__name__)
        self._known[_key(person)] = (told, self._clock() + seconds)
        while len(self._known) > MOST_PEOPLE:
            self._known.popitem(last=False)

    def _person(self, person: Sender, member: Payload) -> Sender:
        """Read a member. Only of the tenants' own members does the directory vouch for it."""
        tenant = maybe(member, "tenantId").lower()
        invited = GUESTS_NAME in maybe(member, "userPrincipalName").upper()
        guest = invited or maybe(member, "userRole").lower() == GUEST
        own = tenant in (self._tenants or (person.tenant,)) and not guest
        email = maybe(member, "email") or maybe(member, "userPrincipalName")
        return replace(
            person,
            name=maybe(member, "name") or person.name,
            email=email if own and "@" in email else None,
        )


def _key(person: Sender) -> Key:
    return person.tenant, person.user_id
