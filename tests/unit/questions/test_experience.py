"""People who have been there: who knows, who is named, and who is never named."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.cards import Replace
from bot.community.models import Account, Person
from bot.events import Reaction
from bot.introductions.models import Introduction
from bot.questions.experience.offering import ask_who_helped
from bot.questions.experience.reading import evidence_in
from bot.questions.experience.telling import why
from bot.questions.experience.weighing import CLOSE, Evidence, Standing, draw, weigh
from bot.questions.ranking import LEAST
from bot.themes.models import Theme, ThemeMembership
from tests.chat import LONDON, Chat, as_a, buttons, said
from tests.unit.questions.asked import CALENDAR
from tests.world import NOW, add_channel, add_community, add_person

DAY = timedelta(days=1)
QUESTION = "How do you organise call-back rotas for fostering enquiries?"
ANSWER = "Two councils share one rota and the manager covers gaps"


def said_it(person: int, about: int = 1, closeness: float = 0.8, **other: object) -> Evidence:
    given = {"lesson": False, "confirmed": False, "in_theme": False, "at": NOW, **other}
    return Evidence(person, about, closeness=closeness, **given)  # type: ignore[arg-type]


def weight(*evidence: Evidence) -> float:
    [one] = weigh(evidence, NOW)
    return one.weight


def test_those_who_know_as_much_are_named_about_as_often() -> None:
    standings = weigh([said_it(person) for person in range(8)], NOW)
    named = Counter(
        one.person_id for n in range(4000) for one in draw(standings, {}, f"nonce{n}", 3)
    )
    assert sum(named.values()) == 12_000
    assert all(abs(times - 1500) < 150 for times in named.values()), named


def test_who_was_asked_lately_is_named_less_and_who_hardly_knows_not_at_all() -> None:
    knows = [said_it(who, about, confirmed=True) for who in (1, 2) for about in range(6)]
    hardly = said_it(3, closeness=CLOSE, at=NOW - 2000 * DAY)
    standings = weigh([*knows, hardly], NOW)
    named = Counter(
        one.person_id for n in range(2000) for one in draw(standings, {2: 4}, f"nonce{n}", 1)
    )
    assert set(named) == {1, 2}
    assert 3 < named[1] / named[2] < 8


def test_confirmed_answers_lessons_nearer_and_newer_ones_weigh_more() -> None:
    plain = weight(said_it(1))
    assert weight(said_it(1, confirmed=True)) > weight(said_it(1, lesson=True)) > plain
    assert weight(said_it(1, closeness=0.9)) > plain > weight(said_it(1, at=NOW - 90 * DAY))
    assert weight(said_it(1, about=1), said_it(1, about=2)) > plain
    assert weight(said_it(1), said_it(1)) == plain, "two replies to one question are one answer"


evidence = st.builds(
    said_it,
    st.integers(1, 5),
    st.integers(1, 4),
    st.floats(-1, 1),
    lesson=st.booleans(),
    confirmed=st.booleans(),
    in_theme=st.booleans(),
    at=st.integers(-400, 4000).map(lambda days: NOW - days * DAY),
)


@given(st.lists(evidence), st.text(), st.integers(0, 4))
def test_nobody_is_named_for_what_is_not_near_nor_twice(
    said: list[Evidence], nonce: str, most: int
) -> None:
    named = [one.person_id for one in draw(weigh(said, NOW), {}, nonce, most)]
    near = {one.person_id for one in said if one.closeness >= (LEAST, CLOSE)[not one.in_theme]}
    assert len(named) == len(set(named)) <= most
    assert set(named) <= near
    assert bool(named) == bool(near and most)
    again = draw(weigh(reversed(said), NOW), {}, nonce, most)
    assert named == [one.person_id for one in again], "the same card names the same people"


@pytest.mark.parametrize(
    ("answered", "lessons", "days", "words"),
    [
        (1, 0, 20, "answered a question like this, in September"),
        (2, 0, 40, "answered 2 questions like this, last in August"),
        (0, 1, 2000, "shared a lesson about it, in March 2021"),
        (
            3,
            2,
            1,
            "answered 3 questions like this and shared 2 lessons about it, last in September",
        ),
    ],
)
def test_why_is_told_in_words(answered: int, lessons: int, days: int, words: str) -> None:
    assert why(Standing(1, 1.0, answered, lessons, NOW - days * DAY), NOW, LONDON) == words


def agree(chat: Chat, *users: str) -> None:
    with chat.database.write() as unit:
        theirs = select(Account.person_id).where(Account.user_id.in_(users))
        unit.session.execute(update(Person).where(Person.id.in_(theirs)).values(helps=True))
        unit.commit()


@pytest.fixture
def network(chat: Chat) -> Chat:
    """U2, U3 of the asker's hub and the official answered; P9 of a past programme learned."""
    with chat.database.write() as unit:
        add_person(unit, chat.community, "U3", hub="north")
        add_person(unit, chat.community, "U4", hub="west")
        past = add_community(unit, "adoption", past=True)
        add_channel(unit, past, "P1")
        add_person(unit, past, "P9", hub="east")
        other = add_community(unit, "kinship")
        add_channel(unit, other, "K1")
        add_person(unit, other, "K9", hub="far")
        unit.commit()
    chat.say(QUESTION, "m1", user="F1")
    for number, user in enumerate(("U1", "U2", "U3", "D1"), start=2):
        chat.say(f"{ANSWER} {number}", f"m{number}", user=user, thread="m1")
    lesson = "Lesson: organise call-back rotas before fostering enquiries come"
    chat.say(lesson, "p1", user="P9", conversation="P1", at=NOW - 2000 * DAY)
    chat.say(f"{lesson} too", "k1", user="K9", conversation="K1")
    chat.say("We painted the hall green last week", "x1", user="U4")
    return chat


def test_only_who_agreed_is_named_and_nobody_of_the_asker_s_hub(network: Chat) -> None:
    assert "People who have been there" not in said(network.type("ask", QUESTION))
    assert "May be related" in said(network.type("ask", "fostering rotas?"))
    agree(network, "U1", "U2", "U3", "U4", "D1", "P9", "K9")
    answer = network.type("ask", QUESTION)
    words = said(answer)
    assert "May be related" not in words
    assert "Name of U2, South: answered a question like this, in September." in words
    assert "Name of P9, Adoption: shared a lesson about it, in March 2021." in words
    for user in ("U1", "U3", "U4", "D1", "K9"):
        assert f"Name of {user}, " not in words.partition("People who have been there")[2]
    assert buttons(answer)["introduce"].value.startswith("ask:")
    assert "People who" not in said(network.type("ask", "Which plumber mends boilers?"))


def test_a_thread_of_the_question_s_theme_is_told_apart(network: Chat) -> None:
    root, reply, lesson = network.kept("m1"), network.kept("m3"), network.kept("p1", "P1")
    with network.database.write() as unit:
        theme = Theme(community_id=network.community.id, label="Calls", born_at=NOW)
        unit.session.add(theme)
        unit.flush()
        unit.session.add(ThemeMembership(contribution_id=root.id, theme_id=theme.id, since=NOW))
        unit.commit()
        people = {one for one in (reply.author_id, lesson.author_id) if one}
        found = evidence_in(unit.session, {reply.id: 0.42, lesson.id: 0.42}, people, theme.id)
    assert {one.person_id: (one.about, one.lesson, one.in_theme) for one in found} == {
        reply.author_id: (root.id, False, True),
        lesson.author_id: (lesson.id, True, False),
    }
    assert [one.person_id for one in weigh(found, NOW)] == [reply.author_id]


def test_who_was_introduced_lately_lets_others_go_first(network: Chat) -> None:
    agree(network, "U2", "U3")
    with network.database.write() as unit:
        ids = unit.session.execute(select(Account.user_id, Account.person_id)).all()
        people = {user: person for user, person in ids}  # noqa: C416 - rows are no pairs
        for number in range(300):
            unit.session.add(
                Introduction(
                    community_id=network.community.id,
                    first_id=people["F1"],
                    second_id=people["U2"],
                    about=f"question:{number}",
                    asked_at=NOW - 10 * DAY,
                )
            )
        unit.commit()
    words = said(network.type("ask", QUESTION, user="F1"))
    assert words.index("Name of U3, North:") < words.index("Name of U2, South:")


def test_who_helped_is_asked_once_whether_they_may_be_named(network: Chat) -> None:
    def asked(at: datetime = NOW) -> list[str]:
        ask_who_helped(network.database, CALENDAR, at)
        keys = [row.key for row, _ in network.outbox() if row.key.startswith("may-i-name:")]
        return sorted(keys)

    network.react(Reaction.ANSWERED, "m3", "F1")
    assert asked(NOW - timedelta(hours=3)) == [], "nobody is at work"
    assert len(asked()) == len(asked()) == 1
    assert "May I name you to people who ask" in network.told("U2")[-1]
    yes = as_a(Replace, network.press("helps_answer", "on", user="U2"))
    assert "I may now name you" in said(yes)
    assert "Name of U2, South:" in said(network.type("ask", QUESTION))
    network.press("helps_answer", "off", user="U2")
    assert "Name of U2, South:" not in said(network.type("ask", QUESTION))
    network.react(Reaction.ANSWERED, "m4", "F1")
    network.say(QUESTION, "n1", user="F1")
    network.say(ANSWER, "n2", user="U2", thread="n1")
    network.say(ANSWER, "n3", user="F1", thread="n1")
    network.react(Reaction.ANSWERED, "n2", "F1")
    assert len(asked()) == 2, "U2 once, U3 once"
