"""A chat for tests of features: people say, type, press, fill in and react; the parts are real.

Only the kinds are recognised by a rule a test can foresee, and themes are made by hand.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapters.grouping.embedding import BytesEmbedder
from adapters.grouping.lookup import MatrixIndex
from bot.capture import handlers as capture
from bot.capture.models import Contribution
from bot.capture.understanding import Understanding
from bot.cards import (
    Actions,
    Answer,
    Ask,
    Bullets,
    Button,
    Card,
    Facts,
    Form,
    Heading,
    Invalid,
    Paragraph,
    Quote,
    Replace,
    Results,
    Say,
    from_json,
)
from bot.community.caller import identify
from bot.delivery.models import DeliveredPart, OutboxRow, OutboxState
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    InboxEvent,
    Interaction,
    MessageAction,
    MessageActionChosen,
    Place,
    Reaction,
    ReactionAdded,
    SearchTyped,
)
from bot.lessons import handlers as lessons
from bot.lessons.guide import handlers as guide
from bot.lessons.resources import handlers as resources
from bot.lessons.resources import keeping
from bot.ports import RecognisedKind
from bot.questions import actions, passing_on, reactions
from bot.questions.asking import handlers as asking
from bot.questions.challenging import handlers as challenging
from bot.questions.experience import offering
from bot.questions.experience.service import Experience
from bot.questions.finding import handlers as finding
from bot.questions.finding.search import Search
from bot.questions.life import handlers as life
from bot.questions.lookup import EarlierAnswers
from bot.router import Router, Turn
from bot.store import Database, UnitOfWork
from bot.themes import handlers as themes
from clustering.embedding import HashedEmbedder
from tests.world import NOW, event_id, make_world, place, posted, sender

LONDON = ZoneInfo("Europe/London")
A = TypeVar("A", Say, Ask, Invalid, Replace)


class Recogniser:
    """Replies are answers; "?" makes a question, "Lesson" a lesson, "lol" chatter."""

    def recognise(self, messages: Sequence[tuple[str, str | None]]) -> list[RecognisedKind]:
        return [RecognisedKind(self._kind(*message), 0.9, True) for message in messages]

    def _kind(self, text: str, root: str | None) -> str:
        if "lol" in text:
            return "chatter"
        if root is not None:
            return "answer"
        if text.startswith("Lesson"):
            return "lesson"
        return "question" if "?" in text else "challenge"

    def learn(self, corrections: Sequence[tuple[str, str | None, str]]) -> None:
        raise AssertionError("not asked for here")


class Chat:
    """The world's chat. `theme` is the theme that new words would be placed in."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.community = make_world(database)
        self.theme: int | None = None
        embedder = BytesEmbedder(HashedEmbedder())
        self.earlier = EarlierAnswers(embedder, MatrixIndex())
        self.understanding = Understanding(
            database, embedder, Recogniser(), [self.earlier.take, keeping.take]
        )
        self.router = Router()
        life.register_before_capture(self.router)
        capture.register(self.router)
        experience = Experience(self.earlier, self._nearest, LONDON)
        asking.register(self.router, earlier=self.earlier, experience=experience, zone=LONDON)
        offering.register(self.router)
        challenging.register(self.router, earlier=self.earlier, nearest_theme=self._nearest)
        search = Search(self.earlier)
        finding.register(self.router, search=search, zone=LONDON)
        passing_on.register(self.router, search=search, zone=LONDON)
        actions.register(self.router, earlier=self.earlier)
        reactions.register(self.router, earlier=self.earlier)
        life.register(self.router)
        lessons.register(self.router, earlier=self.earlier, zone=LONDON)
        resources.register(self.router)
        guide.register(self.router, zone=LONDON, public_url="https://hub.example.org")
        themes.register(self.router, zone=LONDON)

    def _nearest(
        self, session: Session, community_id: int, vector: bytes
    ) -> tuple[int, float] | None:
        return (self.theme, 1.0) if self.theme is not None else None

    def happen(self, *events: InboxEvent) -> None:
        """Let events come in through the inbox's way, then be understood."""
        for event in events:
            with self.database.write() as unit:
                self.router.handle(self._turn(unit, event), event)
                unit.commit()
        self.understanding.work_all()

    def say(
        self,
        text: str,
        message: str,
        *,
        user: str = "U1",
        thread: str | None = None,
        conversation: str = "C1",
        at: datetime = NOW,
        link: bool = True,
    ) -> None:
        """Let a person post a message, which then has a permalink."""
        event = posted(text, message, user=user, thread=thread, conversation=conversation, at=at)
        url = f"https://chat.example.org/{conversation}/{message}" if link else None
        self.happen(replace(event, permalink=url))

    def react(self, reaction: Reaction, message: str, user: str, conversation: str = "C1") -> None:
        """Let a person react to a message."""
        self.happen(
            ReactionAdded(
                event_id=event_id(),
                at=NOW,
                who=sender(user),
                where=place(conversation),
                message_id=message,
                reaction=reaction,
            )
        )

    def type(
        self, command: str, text: str = "", *, user: str = "U1", where: Place | None = None
    ) -> Answer | None:
        """Let a person type a command."""
        return self._give(
            CommandGiven(
                event_id=event_id(),
                at=NOW,
                who=sender(user),
                where=where or place(),
                command=command,
                text=text,
            )
        )

    def press(
        self, action: str, value: str, *, user: str = "U1", where: Place | None = None
    ) -> Answer | None:
        """Let a person press a button."""
        return self._give(
            ButtonPressed(
                event_id=event_id(),
                at=NOW,
                who=sender(user),
                where=where or place(),
                action=action,
                value=value,
            )
        )

    def search(self, text: str, *, user: str = "U1", where: Place | None = None) -> Results:
        """Let a person search for something to put into a conversation."""
        given = SearchTyped(
            event_id=event_id(), at=NOW, who=sender(user), where=where or place(), text=text
        )
        answer = self._give(given)
        assert isinstance(answer, Results)
        return answer

    def fill_in(
        self, form: Form, values: dict[str, str | tuple[str, ...]], *, user: str = "U1"
    ) -> Answer | None:
        """Let a person send a form they were given."""
        return self._give(
            FormSubmitted(
                event_id=event_id(),
                at=NOW,
                who=sender(user),
                where=place(),
                form=form.form,
                context=form.context,
                values=values,
            )
        )

    def choose(
        self,
        action: MessageAction,
        message: str,
        *,
        user: str,
        author: str = "U1",
        text: str = "",
        thread: str | None = None,
        conversation: str = "C1",
    ) -> Answer | None:
        """Let a person choose an action in a message's menu."""
        return self._give(
            MessageActionChosen(
                event_id=event_id(),
                at=NOW,
                who=sender(user),
                where=place(conversation, thread),
                action=action,
                message_id=message,
                author=sender(author),
                text=text,
                posted_at=NOW,
            )
        )

    def _give(self, given: Interaction) -> Answer | None:
        if self.router.only_reads(given):
            with self.database.read() as unit:
                return self.router.answer(self._turn(unit, given), given)
        with self.database.write() as unit:
            answer = self.router.answer(self._turn(unit, given), given)
            unit.commit()
        self.understanding.work_all()
        return answer

    def _turn(self, unit: UnitOfWork, event: InboxEvent | Interaction) -> Turn:
        caller = identify(unit, event.who, event.where, frozenset())
        return Turn(unit=unit, caller=caller, now=NOW)

    def contribution(self, message: str, conversation: str = "C1") -> Contribution | None:
        """Return what is kept of a message."""
        with self.database.read() as unit:
            return unit.session.scalar(
                select(Contribution).where(
                    Contribution.message_id == message, Contribution.conversation == conversation
                )
            )

    def kept(self, message: str, conversation: str = "C1") -> Contribution:
        """Return what is kept of a message that must be."""
        found = self.contribution(message, conversation)
        assert found is not None
        return found

    def outbox(self) -> list[tuple[OutboxRow, Card]]:
        """Return what waits to be posted, oldest first; what was taken back has no card."""
        with self.database.read() as unit:
            rows = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        return [(row, from_json(row.card)) for row in rows if row.card]

    def told(self, user: str) -> list[str]:
        """Return the words of what a person is told in private."""
        return [all_words(card) for row, card in self.outbox() if row.user_id == user]

    def deliver(self, message: str) -> None:
        """Let the newest outbox row be posted, as this message."""
        with self.database.write() as unit:
            row = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id.desc())).first()
            assert row is not None
            row.state = OutboxState.SENT
            part = DeliveredPart(
                outbox_id=row.id,
                part=0,
                conversation=row.conversation,
                message_id=message,
                sent_at=NOW,
            )
            unit.session.add(part)
            unit.commit()


def as_a(kind: type[A], answer: Answer | None) -> A:
    """Return the answer, which must be of that kind."""
    assert isinstance(answer, kind), answer
    return answer


def said(answer: Answer | None) -> str:
    """Return all words of a private answer."""
    assert isinstance(answer, Say | Replace), answer
    return all_words(answer.card)


def all_words(card: Card) -> str:
    """Return all words that a card shows."""
    lines = [card.text, card.title]
    for element in card.elements:
        match element:
            case Heading():
                lines.append(element.text)
            case Paragraph():
                lines.append("".join(run.text for run in element.runs))
            case Quote():
                lines += [element.text, element.source]
            case Bullets():
                lines += ["".join(run.text for run in item) for item in element.items]
            case Facts():
                lines += [f"{name}: {value}" for name, value in element.pairs]
            case Actions():
                lines += [button.label for button in element.buttons]
            case _:
                pass
    return "\n".join(lines)


def buttons(answer: Answer | None) -> dict[str, Button]:
    """Return an answer's buttons by their action (of several, the last)."""
    assert isinstance(answer, Say | Replace), answer
    rows = [element for element in answer.card.elements if isinstance(element, Actions)]
    found = [one for row in rows for one in row.buttons if isinstance(one, Button)]
    return {button.action: button for button in found}
