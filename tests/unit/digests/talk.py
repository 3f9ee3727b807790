"""A community that talks: hubs, people, channels, themes and messages, made in few words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.capture.models import Contribution, Kind
from bot.community.models import (
    Account,
    Channel,
    Community,
    Hub,
    Membership,
    Person,
    Programme,
    Purpose,
    Role,
)
from bot.events import Sender
from bot.store import Database, UnitOfWork
from bot.themes.models import Theme, ThemeMembership

HUB_NAMES = ("Foster Calder and Aire", "Humber Wolds Fostering Hub", "Tees and Moors Foster Hub")


@dataclass
class Talk:
    """What a test says and sets up, each in a unit of work of its own."""

    database: Database
    now: datetime
    community_id: int = 0
    hubs: list[int] = field(default_factory=list)
    channels: dict[str, int] = field(default_factory=dict)
    _said: int = 0

    def begin(self, *, hubs: int = 9, central: bool = True, facilitators: bool = True) -> None:
        with self.database.write() as unit:
            programme = Programme(slug="fostering", name="Fostering hubs")
            community = Community(slug="hubs", name="Recruitment hubs", programme=programme)
            unit.session.add_all([programme, community])
            unit.flush()
            self.community_id = community.id
            self._add_hubs(unit, programme.id, hubs)
            self._add_channel(unit, "general", Purpose.COMMUNITY)
            if facilitators:
                self._add_channel(unit, "facilitators", Purpose.FACILITATORS)
            if central:
                self._add_channel(unit, "central", Purpose.CENTRAL)
            unit.commit()

    def _add_hubs(self, unit: UnitOfWork, programme_id: int, count: int) -> None:
        names = [*HUB_NAMES, *(f"Hub number {n}" for n in range(len(HUB_NAMES), count))]
        for number, name in enumerate(names[:count]):
            hub = Hub(programme_id=programme_id, slug=f"hub-{number}", name=name)
            unit.session.add(hub)
            unit.flush()
            self.hubs.append(hub.id)

    def _add_channel(self, unit: UnitOfWork, name: str, purpose: Purpose) -> None:
        channel = Channel(
            platform="file",
            tenant="t",
            conversation=name,
            name=name,
            community_id=self.community_id,
            purpose=purpose,
        )
        unit.session.add(channel)
        unit.flush()
        self.channels[name] = channel.id

    def add_channel(self, name: str, purpose: Purpose) -> None:
        with self.database.write() as unit:
            self._add_channel(unit, name, purpose)
            unit.commit()

    def person(self, name: str, role: Role) -> Sender:
        """Make a person with a role; return their account."""
        who = Sender(platform="file", tenant="t", user_id=name.lower(), name=name)
        with self.database.write() as unit:
            person = Person(name=name)
            unit.session.add(person)
            unit.flush()
            unit.session.add(
                Account(platform="file", tenant="t", user_id=who.user_id, person_id=person.id)
            )
            unit.session.add(
                Membership(person_id=person.id, community_id=self.community_id, role=role)
            )
            unit.commit()
        return who

    def theme(self, label: str, description: str = "Something that hubs meet.") -> int:
        with self.database.write() as unit:
            theme = Theme(
                community_id=self.community_id,
                label=label,
                description=description,
                born_at=self.now,
            )
            unit.session.add(theme)
            unit.commit()
            return theme.id

    def say(
        self,
        hub: int | None,
        theme: int | None = None,
        *,
        days_ago: float = 1,
        text: str = "words of a message",
        thread: str | None = None,
        **more: Any,
    ) -> str:
        """Post a message of a hub (by its number); a root goes into the theme. Return its id."""
        self._said += 1
        message_id = f"m{self._said}"
        at = self.now - timedelta(days=days_ago)
        with self.database.write() as unit:
            said = Contribution(
                community_id=self.community_id,
                channel_id=self.channels["general"],
                platform="file",
                tenant="t",
                conversation="general",
                message_id=message_id,
                thread=thread or message_id,
                hub_id=None if hub is None else self.hubs[hub],
                kind=more.pop("kind", Kind.CHALLENGE),
                text=text,
                posted_at=at,
                version=at,
                **more,
            )
            unit.session.add(said)
            unit.flush()
            if theme is not None:
                unit.session.add(ThemeMembership(contribution_id=said.id, theme_id=theme, since=at))
            unit.commit()
        return message_id

    def raised_by(self, hubs: Sequence[int], theme: int, *, days_ago: float = 1) -> None:
        """Have each of these hubs raise a theme."""
        for hub in hubs:
            self.say(hub, theme, days_ago=days_ago)
