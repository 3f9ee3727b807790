"""A week of talk for tests of the digest, and what was sent of it."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from bot.capture.models import Kind
from bot.cards import Card, from_json
from bot.community.models import Account, Channel, Person
from bot.delivery.models import Doing, OutboxRow
from bot.digests.letters import handlers
from bot.digests.letters.models import DigestIssue
from bot.digests.letters.readers import Usual
from bot.digests.letters.sending import Digests
from bot.digests.replies.models import (
    AskKind,
    DepartmentAsk,
    DepartmentReply,
    ReplyState,
    Standing,
)
from bot.lessons.models import Lesson
from bot.questions.experience.service import Experience
from bot.schedules.calendar import Weekday
from bot.themes.models import Theme, ThemeMembership
from tests.chat import LONDON, Chat, all_words
from tests.unit.questions.asked import CALENDAR
from tests.world import NOW, add_person

MONDAY = datetime(2026, 9, 28, 10, 0, tzinfo=LONDON)
"""When digests come; the talk is of the Monday before."""
USUAL = Usual(Weekday.MONDAY, time(10), CALENDAR)
WAITS = "How do you organise call-back rotas for fostering enquiries, evenings?"
MINE = "Who pays for the medicals of foster carers?"
REPLY = "Our council pays for medicals from the health budget."
ADVICE = "Ring every enquirer within two hours."


def experience(chat: Chat) -> Experience:
    return Experience(chat.earlier, lambda *_: None, LONDON)


def register_digests(chat: Chat) -> None:
    handlers.register(chat.router, experience=experience(chat), usual=USUAL)


def digests(chat: Chat) -> Digests:
    return Digests(chat.database, experience(chat), USUAL)


def person_id(chat: Chat, user: str) -> int:
    with chat.database.read() as unit:
        found = unit.session.scalar(select(Account.person_id).where(Account.user_id == user))
    assert found is not None
    return found


def let_help(chat: Chat, *users: str) -> None:
    with chat.database.write() as unit:
        theirs = select(Account.person_id).where(Account.user_id.in_(users))
        for person in unit.session.scalars(select(Person).where(Person.id.in_(theirs))):
            person.helps = True
        unit.commit()


def talk(chat: Chat) -> None:
    """U1 asks something that U2 answers, and U2 tags a lesson; U2 may know what F1 asks."""
    let_help(chat, "U2")
    chat.say(
        "How do you organise call-back rotas for fostering enquiries?", "m1", user="F1", at=NOW
    )
    chat.say("One rota for two councils.", "a1", user="U2", thread="m1")
    chat.say(WAITS, "q1", user="F1", at=NOW + timedelta(days=2))
    chat.say(MINE, "q2", user="U1", at=NOW + timedelta(days=1))
    chat.say(REPLY, "r2", user="U2", thread="q2", at=NOW + timedelta(days=2))
    tag(chat, "a1", ADVICE, by="U2", at=NOW + timedelta(days=2))
    put_in_theme(chat, "Medicals", "q2")


def tag(chat: Chat, message: str, advice: str, *, by: str, at: datetime) -> None:
    with chat.database.write() as unit:
        lesson = Lesson(
            contribution_id=chat.kept(message).id,
            what_happened="It was tried.",
            recommendation=advice,
            worked=True,
            sharing="members",
            tagged_by_id=person_id(chat, by),
            tagged_at=at,
        )
        unit.session.add(lesson)
        unit.commit()


def put_in_theme(chat: Chat, label: str, *messages: str) -> int:
    with chat.database.write() as unit:
        theme = Theme(community_id=chat.community.id, label=label, born_at=NOW)
        unit.session.add(theme)
        unit.flush()
        for message in messages:
            one = chat.kept(message)
            unit.session.add(
                ThemeMembership(contribution_id=one.id, theme_id=theme.id, since=one.posted_at)
            )
        unit.commit()
        return theme.id


def department_replies(chat: Chat, words: str, state: ReplyState, at: datetime) -> None:
    with chat.database.write() as unit:
        ask = DepartmentAsk(
            community_id=chat.community.id,
            kind=AskKind.SUPPORT,
            words="Can medicals be paid for centrally?",
            raised_at=NOW,
            contribution_id=None,
        )
        unit.session.add(ask)
        unit.flush()
        unit.session.add(
            DepartmentReply(
                community_id=chat.community.id,
                ask_id=ask.id,
                says=Standing.DOING,
                words=words,
                at=at,
                settled_at=at,
                state=state,
            )
        )
        unit.commit()


def channel_of(chat: Chat, conversation: str) -> int:
    with chat.database.read() as unit:
        query = select(Channel.id).where(Channel.conversation == conversation)
        return unit.session.scalars(query).one()


def sent(chat: Chat) -> dict[str, list[Card]]:
    """Return the digests that were sent, by the person's id on the platform or the channel."""
    posted = OutboxRow.key.startswith("digest:"), OutboxRow.doing == Doing.POST
    found: dict[str, list[Card]] = {}
    with chat.database.read() as unit:
        for row in unit.session.scalars(select(OutboxRow).where(*posted).order_by(OutboxRow.id)):
            if row.card:
                found.setdefault(row.user_id or row.conversation, []).append(from_json(row.card))
    return found


def words_to(chat: Chat, who: str) -> list[str]:
    """Return the words of the digests sent to somebody."""
    return [all_words(card) for card in sent(chat).get(who, ())]


def issues(chat: Chat) -> dict[tuple[str, str], list[str]]:
    with chat.database.read() as unit:
        rows = unit.session.scalars(select(DigestIssue)).all()
    return {(row.reader, row.period): [str(key) for key in row.items] for row in rows}


def rising_theme(chat: Chat) -> int:
    """Four hubs raise a theme within the week."""
    messages = []
    for number in range(4):
        with chat.database.write() as unit:
            add_person(unit, chat.community, f"H{number}", hub=f"hub{number}")
            unit.commit()
        message = f"t{number}"
        chat.say("Panels sit too rarely", message, user=f"H{number}", at=NOW + timedelta(days=3))
        messages.append(message)
    assert chat.kept("t0").kind is Kind.CHALLENGE
    return put_in_theme(chat, "Panel dates", *messages)
