"""A chat whose themes are made by hand."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.community.models import Community
from bot.store import Database
from bot.themes.models import Theme, ThemeMembership
from tests.chat import Chat
from tests.world import NOW, add_person


class Board:
    """A chat whose themes are made by hand."""

    def __init__(self, database: Database) -> None:
        self.chat = Chat(database)

    def hubs(self, number: int) -> list[str]:
        users = [f"H{i}" for i in range(number)]
        with self.chat.database.write() as unit:
            community = unit.session.get_one(Community, self.chat.community.id)
            for user in users:
                add_person(unit, community, user, hub=f"hub-{user.lower()}")
            unit.commit()
        return users

    def theme(self, label: str, users: list[str], at: datetime | None = None, **more: Any) -> int:
        """Make a theme of one message from each of these."""
        messages = [f"{label}-{i}" for i in range(len(users))]
        for message, user in zip(messages, users, strict=True):
            when = at or NOW - timedelta(days=2)
            self.chat.say(f"About {label}, says {user}", message, user=user, at=when)
        with self.chat.database.write() as unit:
            theme = Theme(
                community_id=self.chat.community.id,
                label=label,
                description=f"What {label} is.",
                born_at=NOW,
                **more,
            )
            unit.session.add(theme)
            unit.flush()
            rows = select(Contribution.id).where(Contribution.message_id.in_(messages))
            for contribution_id in unit.session.scalars(rows):
                unit.session.add(
                    ThemeMembership(
                        contribution_id=contribution_id, theme_id=theme.id, fit=0.5, since=NOW
                    )
                )
            unit.commit()
        return theme.id
