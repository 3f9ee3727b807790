"""“This answers it” under /ask: closes the asker's own question, is counted once, fools nobody."""

from datetime import timedelta

from sqlalchemy import select

from bot.cards import Replace
from bot.community.models import Person
from bot.privacy.erasure import forget
from bot.privacy.models import AuditEntry
from bot.questions.experience.offering import ask_who_helped
from bot.questions.models import AnsweredQuestion, SavedAsking
from tests.chat import Chat, as_a, buttons, said
from tests.unit.questions.asked import CALENDAR
from tests.world import NOW, add_channel, add_community, add_person, deleted

QUESTION = "How do you organise call-back rotas for fostering enquiries?"
ANSWER = "Two councils share one rota and the manager covers gaps"


def ask(chat: Chat, user: str = "U1") -> str:
    """Ask what U2 answered before; return what “This answers it” carries."""
    if chat.contribution("m1") is None:
        chat.say(QUESTION, "m1", user="F1")
        chat.say(ANSWER, "m2", user="U2", thread="m1", at=NOW + timedelta(hours=1))
    return buttons(chat.type("ask", QUESTION, user=user))["ask_answered"].value


def saved(chat: Chat) -> list[tuple[int | None, int | None]]:
    with chat.database.read() as unit:
        rows = unit.session.scalars(select(SavedAsking).order_by(SavedAsking.id))
        return [(row.person_id, row.answer_id) for row in rows]


def test_it_closes_at_once_and_counts_once(chat: Chat) -> None:
    value = ask(chat)
    first = as_a(Replace, chat.press("ask_answered", value))
    assert "closed with this answer" in said(first)
    assert ANSWER in said(first)
    assert buttons(first)["ask_network"].label == "Ask the network anyway"
    chat.press("ask_answered", value)
    answer = chat.kept("m2").id
    assert [one for _, one in saved(chat)] == [answer]
    chat.press("ask_answered", ask(chat))
    assert [one for _, one in saved(chat)] == [answer] * 2, "asked anew"
    with chat.database.read() as unit:
        actions = unit.session.scalars(select(AuditEntry.action)).all()
    assert actions == ["asking.saved"] * 2
    assert chat.outbox() == [], "nobody is asked"
    ask_who_helped(chat.database, CALENDAR, NOW)
    ask_who_helped(chat.database, CALENDAR, NOW)
    assert ["May I name you" in words for words in chat.told("U2")] == [True]


def test_asking_the_network_anyway_is_no_saved_asking(chat: Chat) -> None:
    value = ask(chat)
    button = buttons(chat.press("ask_answered", value))["ask_network"]
    assert "posted in #c1" in said(chat.press("ask_network", button.value))
    assert saved(chat) == []
    words = said(chat.press("ask_answered", value))
    assert "what answered the question you posted" in words
    assert saved(chat) == []
    chat.deliver("t1")
    with chat.database.read() as unit:
        mark = unit.session.scalars(select(AnsweredQuestion)).one()
        assert mark.answer_id == chat.kept("m2").id


def test_only_who_asked_can_close_it_and_only_with_what_they_may_see(chat: Chat) -> None:
    with chat.database.write() as unit:
        other = add_community(unit, "kinship")
        add_channel(unit, other, "K1")
        add_person(unit, other, "K9")
        unit.commit()
    chat.say("Lesson: call-back rotas of kinship", "k1", user="K9", conversation="K1")
    value = ask(chat)
    nonce = value.partition("\n")[0]
    chat.press("ask_network", f"{nonce}\n{QUESTION}")
    for user in ("U2", "F1"):
        assert "made for somebody else" in said(chat.press("ask_answered", value, user=user))
    for user in ("D1", "stranger"):
        assert "add you" in said(chat.press("ask_answered", value, user=user))
    hidden, question = chat.kept("k1", "K1").id, chat.kept("m1").id
    for key in (hidden, question, 999_999, "x", ""):
        words = said(chat.press("ask_answered", f"{nonce}\n{key}\n{QUESTION}"))
        assert "no longer kept, or you may not see it" in words
        assert "kinship" not in words
    for forged in ("", nonce, f"{nonce}\n{hidden}", f"\n{hidden}\n{QUESTION}"):
        assert "older message" in said(chat.press("ask_answered", forged))
    chat.happen(deleted("m2", at=NOW + timedelta(hours=2)))
    assert "no longer kept" in said(chat.press("ask_answered", value))
    assert saved(chat) == []
    with chat.database.read() as unit:
        assert unit.session.scalars(select(AnsweredQuestion)).all() == []


def test_the_count_stays_when_its_people_and_words_go(chat: Chat) -> None:
    chat.press("ask_answered", ask(chat))
    [(asker, _)] = saved(chat)
    assert asker is not None
    chat.happen(deleted("m2", at=NOW + timedelta(hours=2)))
    assert saved(chat) == [(asker, None)]
    with chat.database.write() as unit:
        forget(unit, unit.session.get_one(Person, asker), by=None, now=NOW)
        unit.commit()
    assert saved(chat) == [(None, None)]
