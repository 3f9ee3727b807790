"""Offers of help and introductions: once, with the consent of both, and never a refusal told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

from sqlalchemy import func, select

from bot.capture.models import Contribution
from bot.cards import Actions, Button
from bot.community.models import Account
from bot.introductions import to_make
from bot.introductions.cards.buttons import AGREE, HELP_OFFER, INTRODUCE, NOT_NOW
from bot.introductions.models import Introduction
from bot.introductions.reaching import Meeting
from bot.introductions.telling import tell_of_none
from bot.questions import life
from bot.questions.models import QuestionState
from bot.schedules.working import Nation, WorkingCalendar
from tests.chat import LONDON, all_words, said
from tests.unit.introductions.conftest import Make, Network
from tests.world import NOW, place

CALENDAR = WorkingCalendar(Nation.ENGLAND_AND_WALES, LONDON, time(9), time(17))
QUESTION = "Who has a rota for evening calls?"


def made(network: Network) -> int:
    with network.database.read() as unit:
        query = select(func.count(Introduction.made_at))
        return unit.session.scalar(query) or 0


def button(network: Network, user: str, action: str) -> Button:
    """Return the button of the newest private card of a person that has it."""
    cards = [card for row, card in network.outbox() if row.user_id == user]
    found = [
        one
        for card in cards
        for row in card.elements
        if isinstance(row, Actions)
        for one in row.buttons
        if isinstance(one, Button) and one.action == action
    ]
    return found[-1]


def test_an_offer_is_told_to_the_asker_once_and_makes_one_introduction(network: Network) -> None:
    question = network.asks()
    for expected in ("I have told Name of U1", "before"):
        assert expected in said(network.press(HELP_OFFER, str(question), user="U2"))
    (told,) = network.told("U1")
    assert "Name of U2 of South can help with your question" in told
    assert QUESTION in told

    pressed = button(network, "U1", INTRODUCE).value
    assert "you and Name of U2 in touch" in said(network.press(INTRODUCE, pressed, user="U1"))
    assert "made before" in said(network.press(INTRODUCE, pressed, user="U1"))
    ((people, card),) = network.together()
    assert people == {"U1", "U2"}
    assert "Name of U1 of North, meet Name of U2 of South." in all_words(card)
    assert QUESTION in all_words(card)
    assert "first step" in all_words(card)


def test_who_can_not_offer_or_ask(network: Network) -> None:
    question = network.asks()
    closed = network.asks("Who pays for the hall?", "closed")
    with network.database.write() as unit:
        row = unit.session.get_one(Contribution, closed)
        life.close(unit, row, QuestionState.NO_LONGER_NEEDED, None, NOW)
        unit.commit()
    assert "closed by now" in said(network.press(HELP_OFFER, str(closed), user="U2"))
    for user, expected in (
        ("U1", "your own question"),
        ("D1", "for members"),
        ("U9", "for members"),
    ):
        assert expected in said(network.press(HELP_OFFER, str(question), user=user))
    assert "find" in said(network.press(HELP_OFFER, "999", user="U2"))
    one, two, official = network.person("U1"), network.person("U2"), network.person("D1")
    for value, user, expected in (
        (f"question:{question}:{two}", "U3", "Only the person who asked"),
        (f"question:{question}:{official}", "U1", "members of the same community"),
        (f"question:{question}:{one}", "U1", "That is you"),
        (f"question:{question}", "U1", "find"),
        (f"theme:1:{one}:{two}", "F1", "find"),
        (f"ask:nonce:{two}", "U1", "do not want to be named"),
        (f"ask:nonce:{two}", "D1", "for members"),
        ("nonsense", "U1", "find"),
    ):
        assert expected in said(network.press(INTRODUCE, value, user=user)), value
    assert made(network) == 0
    assert network.keys() == []


def test_who_did_not_agree_is_asked_and_may_say_not_now_unheard(
    network: Network,
) -> None:
    question = network.asks()
    value = f"question:{question}:{network.person('U2')}"
    for _ in range(2):  # and whatever U2 says, the answer is the same
        assert "I have asked Name of U2" in said(network.press(INTRODUCE, value, user="U1"))
        wish = button(network, "U2", NOT_NOW)
        assert "can't find" in said(network.press(NOT_NOW, wish.value, user="U3"))
        assert "That is fine" in said(network.press(NOT_NOW, wish.value, user="U2"))
    assert len(network.told("U2")) == 1
    assert network.told("U1") == []
    for days, times in ((5, 0), (7, 1), (8, 1)):
        tell_of_none(network.database, CALENDAR, NOW + timedelta(days=days))
        assert len(network.told("U1")) == times
    assert "No introduction to Name of U2 of South was made" in network.told("U1")[0]
    assert "not now" not in network.told("U1")[0].lower()
    assert made(network) == 0


def test_all_who_press_at_once_make_one_introduction(network: Network) -> None:
    question = network.asks()
    network.press(HELP_OFFER, str(question), user="U2")
    value = f"question:{question}:{network.person('U2')}"
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda user: network.press(INTRODUCE, value, user=user), ["U1", "F1"] * 2)
        )
    assert len(answers) == 4
    assert len(network.together()) == made(network) == 1


def test_who_agrees_when_asked_is_introduced_once(network: Network) -> None:
    question = network.asks()
    network.press(INTRODUCE, f"question:{question}:{network.person('U2')}", user="U1")
    wish = button(network, "U2", AGREE)
    assert "I put you in touch." in said(network.press(AGREE, wish.value, user="U2"))
    assert "before" in said(network.press(AGREE, wish.value, user="U2"))
    assert "before" in said(network.press(NOT_NOW, wish.value, user="U2"))
    assert len(network.together()) == made(network) == 1


def test_a_facilitator_s_proposal_asks_both_who_have_not_agreed(network: Network) -> None:
    network.asks()
    theme = network.in_theme("Evening calls", "q")
    value = f"theme:{theme}:{network.person('U1')}:{network.person('U2')}"
    assert "Only" in said(network.press(INTRODUCE, value, user="U1"))
    answer = said(network.press(INTRODUCE, value, user="F1", where=place("CF")))
    assert "Name of U1 and Name of U2" in answer
    assert "Name of F1 thinks that you and Name of U2 of South" in network.told("U1")[0]
    assert "Evening calls" in network.told("U2")[0]
    network.press(AGREE, button(network, "U1", AGREE).value, user="U1")
    assert network.together() == []
    network.press(AGREE, button(network, "U2", AGREE).value, user="U2")
    ((_, card),) = network.together()
    assert "Evening calls" in all_words(card)


def test_who_lets_themselves_be_named_is_introduced_over_a_private_asking_once_a_week(
    network: Network,
) -> None:
    network.change("U2", helps=True)
    for nonce in ("ask:Ev1", "ask:Ev1", "ask:Ev2"):
        network.press(INTRODUCE, f"{nonce}:{network.person('U2')}", user="U1")
    ((people, card),) = network.together()
    assert people == {"U1", "U2"}
    assert QUESTION not in all_words(card)


def test_where_nobody_is_gathered_a_thread_does_or_each_is_told(make: Make) -> None:
    links = {"slack": "https://chat.example.org/?users={email}"}
    network = make(Meeting(chat_links=links))
    with network.database.write() as unit:
        for account in unit.session.scalars(select(Account)):
            account.email = f"{account.user_id}@hubs.example"
        unit.commit()
    question = network.asks()
    for user in ("U2", "U3"):
        network.press(HELP_OFFER, str(question), user=user)
    network.say("Ours is shared.", "other", user="U3")  # U3 writes in that channel, U2 does not
    for user in ("U2", "U3"):
        network.press(INTRODUCE, f"question:{question}:{network.person(user)}", user="U1")
    apart = [(row, card) for row, card in network.outbox() if row.key.startswith("introduction:")]
    (first, one), (second, other), (reply, thread) = apart
    assert {first.user_id, second.user_id} == {"U1", "U2"}
    assert "You and Name of U2 of South agreed to talk." in all_words(one)
    chat, *_ = next(row for row in one.elements if isinstance(row, Actions)).buttons
    assert "users=U2%40hubs.example" in str(chat)
    assert (reply.conversation, reply.thread, reply.user_id) == ("C1", "q", None)
    assert "Name of U1, Name of U3 of East can help with this." in all_words(thread)
    assert QUESTION in all_words(other)


def test_introductions_worth_making_say_why_and_are_proposed_once(network: Network) -> None:
    network.say("How do you staff evenings?", "old", at=NOW - timedelta(days=30))
    network.say("Six carers, a fortnight each.", "a", user="U2", thread="old")
    network.say("We asked volunteers.", "b", user="U3", thread="old")
    network.say("Training on Saturdays is hard", "c", user="U3")
    question = network.asks()
    network.in_theme("Evening calls", "q", "old")
    network.press(HELP_OFFER, str(question), user="U3")

    def proposals(days: float) -> list[tuple[str, str, str]]:
        with network.database.read() as unit:
            found = to_make(unit.session, network.community.id, NOW + timedelta(days=days))
            return [(one.other.name, one.reason, one.button.value) for one in found]

    assert [one[0] for one in proposals(1)] == ["Name of U2"]  # over the theme: nobody waits yet
    ((name, reason, value),) = proposals(3)
    assert (name, reason) == ("Name of U3", "Name of U3 offered to help with this question.")
    network.press(INTRODUCE, value, user="F1")
    ((name, reason, value),) = proposals(3)
    assert name == "Name of U2"
    assert "gave 1 answer on “Evening calls”, the last on 21 September 2026." in reason
    network.press(INTRODUCE, value, user="F1")
    network.press(NOT_NOW, button(network, "U2", NOT_NOW).value, user="U2")
    assert proposals(3) == []
