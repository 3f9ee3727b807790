"""Questions waiting for someone like you: to whom, when, how often, and how to stop it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.capture.models import Contribution
from bot.cards import Card, from_json
from bot.community.models import Account, Person, Role
from bot.community.service.people import set_role
from bot.delivery.models import OutboxRow
from bot.questions.experience.service import Experience
from bot.questions.waiting import sending
from bot.questions.waiting.sending import WaitingQuestions
from tests.chat import LONDON, Chat, all_words
from tests.unit.questions.asked import CALENDAR
from tests.world import NOW, add_person, deleted

MONDAY = datetime(2026, 9, 28, 9, 30, tzinfo=LONDON)
ASKED = "How do you organise call-back rotas for fostering enquiries?"
ASKS = "Who can organise call-back rotas for fostering enquiries, number"


def waiting(chat: Chat) -> WaitingQuestions:
    experience = Experience(chat.earlier, lambda *_: None, LONDON)
    return WaitingQuestions(chat.database, experience, CALENDAR, "test")


def sent(chat: Chat) -> dict[str, list[Card]]:
    with chat.database.read() as unit:
        rows = unit.session.scalars(select(OutboxRow).where(OutboxRow.key.startswith("waiting:")))
        found: dict[str, list[Card]] = {}
        for row in rows.all():
            found.setdefault(str(row.user_id), []).append(from_json(row.card))
    return found


@pytest.fixture
def network(chat: Chat) -> Chat:
    """U2, U3 and U4 answered something like it, and agreed; U1, of U3's hub, asks."""
    with chat.database.write() as unit:
        add_person(unit, chat.community, "U3", hub="north")
        add_person(unit, chat.community, "U4", hub="west")
        theirs = select(Account.person_id).where(Account.user_id.in_(("U2", "U3", "U4")))
        for person in unit.session.scalars(select(Person).where(Person.id.in_(theirs))):
            person.helps = True
        unit.commit()
    chat.say(ASKED, "m1", user="F1")
    for user in ("U2", "U3", "U4"):
        chat.say(f"One rota for two councils, says {user}", f"a{user}", user=user, thread="m1")
    for number in range(5):
        at = NOW + timedelta(hours=number)
        chat.say(f"{ASKS} {number}?", f"q{number}", user="U1", at=at)
    return chat


def test_three_questions_at_most_never_one_s_own_hub_s_and_once_a_week(network: Chat) -> None:
    network.say("Ours does", "r0", user="F1", thread="q0")
    assert waiting(network).send(MONDAY) == 2
    cards = sent(network)
    assert set(cards) == {"U2", "U4"}
    words = all_words(cards["U2"][0])
    assert words.startswith("3 questions wait for someone like you.")
    assert [f"{ASKS} {number}?" in words for number in range(5)] == [False, True, True, True, False]
    assert "North, Name of U1, 21 September 2026" in words
    assert words.count("I can help") == 3
    assert "Stop these" in words
    assert waiting(network).send(MONDAY + timedelta(days=1)) == 0, "once a week"
    assert waiting(network).send(MONDAY + timedelta(days=7)) == 0, "each question goes round once"


def test_an_erased_question_is_taken_back_from_those_it_was_sent_to(network: Chat) -> None:
    waiting(network).send(MONDAY)
    for number in range(2):
        network.happen(deleted(f"q{number}", at=MONDAY + timedelta(hours=1)))
    words = all_words(sent(network)["U2"][0])
    assert words.startswith("1 question waits")
    assert [f"{ASKS} {number}?" in words for number in range(3)] == [False, False, True]
    network.happen(deleted("q2", at=MONDAY + timedelta(hours=1)))
    with network.database.read() as unit:
        rows = unit.session.scalars(select(OutboxRow).where(OutboxRow.key.startswith("waiting:")))
        assert not any(ASKS in row.card for row in rows)


def test_only_at_work_and_made_up_for_when_monday_is_a_holiday(network: Chat) -> None:
    for off in (
        MONDAY - timedelta(hours=1),
        MONDAY + timedelta(hours=9),
        MONDAY - timedelta(days=1),
    ):
        assert waiting(network).send(off) == 0
    assert waiting(network).send(MONDAY + timedelta(days=2)) == 2, "nobody was at work before"
    assert waiting(network).send(MONDAY + timedelta(days=3)) == 0


def test_nobody_is_written_to_who_stopped_it_or_left_or_about_nothing(network: Chat) -> None:
    network.press("helps_answer", "off", user="U2")
    with network.database.write() as unit:
        gone = select(Person).join(Account).where(Account.user_id == "U4")
        person = unit.session.scalars(gone).one()
        set_role(unit, person, network.community, Role.OFFICIAL, by=person, now=NOW)
        unit.commit()
    assert waiting(network).send(MONDAY) == 0
    assert sent(network) == {}


def test_what_fails_for_one_is_made_up_for_and_nobody_is_written_to_twice(
    network: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sending.account_to_tell

    def failing(session: object, person_id: int, about: Contribution | None = None) -> object:
        account = real(session, person_id, about)  # type: ignore[arg-type]
        if account is not None and account.user_id == "U2":
            raise OSError
        return account

    monkeypatch.setattr(sending, "account_to_tell", failing)
    with pytest.raises(ExceptionGroup):
        waiting(network).send(MONDAY)
    assert set(sent(network)) == {"U4"}
    monkeypatch.undo()
    assert waiting(network).send(MONDAY + timedelta(minutes=2)) == 1
    assert {user: len(cards) for user, cards in sent(network).items()} == {"U2": 1, "U4": 1}
