"""The usual chat with the introductions' buttons, and a platform that gathers people."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.cards import Card
from bot.community.models import Account, Person
from bot.delivery.models import OutboxRow
from bot.introductions import handlers
from bot.introductions.reaching import Meeting
from bot.store import Database
from bot.themes.models import Theme, ThemeMembership
from tests.chat import Chat
from tests.world import NOW, PLATFORM, add_person


class Network(Chat):
    """U1 and U2 of the usual world, and U3 of hub east. `meeting` says what the platform can do."""

    def __init__(self, database: Database, meeting: Meeting) -> None:
        super().__init__(database)
        handlers.register(self.router, meeting=meeting)
        with database.write() as unit:
            add_person(unit, self.community, "U3", hub="east")
            unit.commit()

    def person(self, user: str) -> int:
        with self.database.read() as unit:
            query = select(Account.person_id).where(Account.user_id == user)
            return unit.session.scalars(query).one()

    def change(self, user: str, **values: object) -> None:
        """Change what is kept of a person."""
        with self.database.write() as unit:
            person = unit.session.get_one(Person, self.person(user))
            for name, value in values.items():
                setattr(person, name, value)
            unit.commit()

    def asks(self, text: str = "Who has a rota for evening calls?", message: str = "q") -> int:
        """Let U1 ask something; return the question's id."""
        self.say(text, message)
        return self.kept(message).id

    def together(self) -> list[tuple[set[str], Card]]:
        """Return the group messages: who is in each, and what it says."""
        return [(set(row.together), card) for row, card in self.outbox() if row.together]

    def keys(self) -> list[str]:
        with self.database.read() as unit:
            return list(unit.session.scalars(select(OutboxRow.key).order_by(OutboxRow.id)))

    def in_theme(self, label: str, *messages: str) -> int:
        """Put threads into a theme of this label."""
        with self.database.write() as unit:
            theme = Theme(community_id=self.community.id, label=label, born_at=NOW)
            unit.session.add(theme)
            unit.flush()
            for message in messages:
                root = ThemeMembership(
                    contribution_id=self.kept(message).id, theme_id=theme.id, since=NOW
                )
                unit.session.add(root)
            unit.commit()
            return theme.id


Make = Callable[[Meeting], Network]


@pytest.fixture
def make(database: Database) -> Make:
    return lambda meeting: Network(database, meeting)


@pytest.fixture
def network(make: Make) -> Network:
    return make(Meeting(gathers=frozenset({PLATFORM})))
