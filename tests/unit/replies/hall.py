"""A chat in which hubs raise a theme, officials reply and facilitators release."""

from datetime import timedelta

from sqlalchemy import select, update

from adapters.grouping.embedding import BytesEmbedder
from bot.capture.models import Contribution
from bot.capture.understanding import Understanding
from bot.cards import Answer, Ask, Card
from bot.community.models import Community, Role
from bot.digests.replies import handlers
from bot.digests.replies.hearing import hear
from bot.digests.replies.models import AskKind, DepartmentAsk, DepartmentReply
from bot.digests.replies.service import raise_ask
from bot.store import Database
from bot.themes.models import Theme, ThemeMembership
from clustering.embedding import HashedEmbedder
from tests.chat import LONDON, Chat, Recogniser, as_a
from tests.world import NOW, add_person, place

CENTRAL = place("CC")


class Hall(Chat):
    """The chat, with hubs H0, H1, H2, a second official D2, and a theme that the hubs raised."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        handlers.register(self.router, zone=LONDON)
        embedder = BytesEmbedder(HashedEmbedder())
        self.understanding = Understanding(database, embedder, Recogniser(), [hear])
        with database.write() as unit:
            community = unit.session.get_one(Community, self.community.id)
            for number in range(3):
                add_person(unit, community, f"H{number}", hub=f"hub-{number}")
            add_person(unit, community, "D2", Role.OFFICIAL)
            unit.commit()
        for number in range(3):
            there = "C2" if number == 2 else "C1"
            self.say(
                f"Panels take {number + 4} months here",
                f"panel-{number}",
                user=f"H{number}",
                conversation=there,
                at=NOW - timedelta(days=3),
            )
        self.topic = self.add_theme("Panel dates", ["panel-0", "panel-1", "panel-2"])

    def add_theme(self, label: str, messages: list[str]) -> int:
        """Make a theme of messages; return its id."""
        with self.database.write() as unit:
            theme = Theme(community_id=self.community.id, label=label, born_at=NOW)
            unit.session.add(theme)
            unit.flush()
            roots = select(Contribution.id).where(Contribution.message_id.in_(messages))
            for root in unit.session.scalars(roots).all():
                row = ThemeMembership(contribution_id=root, theme_id=theme.id, since=NOW)
                unit.session.add(row)
            unit.commit()
            return theme.id

    def ask(self, message: str = "", theme: int | None = None) -> int:
        """Have an ask raised, with a message or none, and sent; return its id."""
        with self.database.write() as unit:
            session = unit.session
            community = session.get_one(Community, self.community.id)
            found = select(Contribution).where(Contribution.message_id == message)
            ask = raise_ask(
                unit,
                community,
                AskKind.DECISION,
                "A date for the rules",
                by=None,
                now=NOW,
                theme=session.get_one(Theme, theme) if theme else None,
                message=session.scalar(found),
            )
            ask.sent_at = NOW
            unit.commit()
            return ask.id

    def releasing(self) -> None:
        """Have facilitators release what the department says."""
        with self.database.write() as unit:
            unit.session.execute(update(Community).values(releases_replies=True))
            unit.commit()

    def reply(
        self,
        about: str,
        says: str = "answered",
        words: str = "In May.",
        by_when: str = "",
        user: str = "D1",
    ) -> Answer | None:
        """Have an official press Reply in the central channel, and send the form."""
        form = as_a(Ask, self.press("reply_write", about, user=user, where=CENTRAL)).form
        values: dict[str, str | tuple[str, ...]] = {
            "says": says,
            "words": words,
            "by_when": by_when,
        }
        return self.fill_in(form, values, user=user)

    def sent(self, start: str) -> dict[str, Card]:
        """Return the cards in the outbox by key, of those that begin so."""
        return {row.key: card for row, card in self.outbox() if row.key.startswith(start)}

    def the_ask(self, key: int) -> DepartmentAsk:
        with self.database.read() as unit:
            return unit.session.get_one(DepartmentAsk, key)

    def replies(self) -> list[DepartmentReply]:
        with self.database.read() as unit:
            return list(unit.session.scalars(select(DepartmentReply).order_by(DepartmentReply.id)))
