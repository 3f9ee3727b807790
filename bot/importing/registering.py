"""The people, hubs and channels that imported messages need, found or made."""

import re
from collections.abc import Iterable

from sqlalchemy import select

from bot.community.caller import ensure_person, find_channel
from bot.community.models import Account, Channel, Community, Hub, Person, Purpose
from bot.events import Place, Sender
from bot.importing.source import Said
from bot.store import UnitOfWork


class Register:
    """Finds what one batch's messages refer to, each once, and makes what is missing."""

    def __init__(self, unit: UnitOfWork, community: Community, batch: Iterable[Said]) -> None:
        self._unit = unit
        self._community = community
        self._channels: dict[tuple[str, str, str], Channel] = {}
        self._people = _known_people(unit, {said.author.user_id for said in batch})
        self._hubs = Hubs(unit, community)
        self.people_made = self.channels_made = 0

    @property
    def hubs_made(self) -> int:
        """Return how many hubs were new."""
        return self._hubs.made

    def channel(self, said: Said) -> Channel:
        """Return the message's channel. A new one captures nothing until somebody sets it up."""
        if said.place not in self._channels:
            platform, tenant, conversation = said.place
            place = Place(platform=platform, tenant=tenant, conversation=conversation)
            found = find_channel(self._unit.session, place)
            self._channels[said.place] = found or self._make_channel(said)
        return self._channels[said.place]

    def person(self, said: Said) -> tuple[int, int | None]:
        """Return the ids of the author and of the hub that the message counts for."""
        key = (said.platform, said.tenant, said.author.user_id)
        hub_id = self._hubs.id_of(said.hub) if said.hub else None
        if key not in self._people:
            self._people[key] = self._make_person(said, hub_id)
        person_id, own_hub = self._people[key]
        return person_id, hub_id or own_hub

    def _make_person(self, said: Said, hub_id: int | None) -> tuple[int, int | None]:
        who = Sender(
            platform=said.platform,
            tenant=said.tenant,
            user_id=said.author.user_id,
            name=said.author.name,
            email=said.author.email,
        )
        person = ensure_person(self._unit, who)
        person.hub_id = hub_id
        self.people_made += 1
        return person.id, hub_id

    def _make_channel(self, said: Said) -> Channel:
        platform, tenant, conversation = said.place
        channel = Channel(
            platform=platform,
            tenant=tenant,
            conversation=conversation,
            name=said.channel,
            community_id=self._community.id,
            purpose=Purpose.COMMUNITY,
        )
        self._unit.session.add(channel)
        self._unit.flush()
        self.channels_made += 1
        return channel


class Hubs:
    """Finds a programme's hubs by slug or name, and makes what is missing; `made` counts those."""

    def __init__(self, unit: UnitOfWork, community: Community) -> None:
        """Read the hubs that are there."""
        self._unit = unit
        self._programme_id = community.programme_id
        self._known = self._there()
        self.made = 0

    def id_of(self, written: str) -> int:
        """Return the hub of this slug or name, made when there is none."""
        if written.casefold() not in self._known:
            self._known[written.casefold()] = self._make(written)
        return self._known[written.casefold()]

    def _there(self) -> dict[str, int]:
        rows = self._unit.session.scalars(
            select(Hub).where(Hub.programme_id == self._programme_id)
        ).all()
        return {hub.name.casefold(): hub.id for hub in rows} | {hub.slug: hub.id for hub in rows}

    def _make(self, name: str) -> int:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "hub"
        if slug in self._known:  # another spelling of the same name
            return self._known[slug]
        hub = Hub(programme_id=self._programme_id, slug=slug, name=name)
        self._unit.session.add(hub)
        self._unit.flush()
        self.made += 1
        self._known[slug] = hub.id
        return hub.id


def _known_people(
    unit: UnitOfWork, user_ids: set[str]
) -> dict[tuple[str, str, str], tuple[int, int | None]]:
    """Return the person and hub ids of these accounts, all in one look-up."""
    rows = unit.session.execute(
        select(Account.platform, Account.tenant, Account.user_id, Person.id, Person.hub_id)
        .join(Person, Person.id == Account.person_id)
        .where(Account.user_id.in_(user_ids))
    )
    return {
        (platform, tenant, user_id): (person_id, hub_id)
        for platform, tenant, user_id, person_id, hub_id in rows
    }
