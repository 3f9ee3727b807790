"""What was found is put before others: never more than everybody in that place may see."""

import pytest
from sqlalchemy import select

from bot.cards import Card
from bot.community.models import Account, Channel, Community, Membership, Purpose, Role
from bot.lessons.models import Lesson
from bot.lessons.service import Sharing
from bot.privacy.models import AuditEntry
from bot.questions.cards import SHARE
from tests.chat import Chat, all_words, buttons, said
from tests.world import NOW, add_channel, add_community, add_person, place

TOLD = "Lesson: ring every enquirer back within two hours"
TIP = "Keep a rota for ringing back"


def as_lesson(chat: Chat, message: str, sharing: Sharing, *, checked: bool, named: bool) -> None:
    with chat.database.write() as unit:
        unit.session.add(
            Lesson(
                contribution_id=chat.kept(message).id,
                what_happened=TOLD,
                recommendation=TIP,
                worked=True,
                sharing=str(sharing),
                named=named,
                status="checked" if checked else "captured",
                tagged_at=NOW,
            )
        )
        unit.commit()


def results(chat: Chat, conversation: str, user: str = "U1") -> list[str]:
    found = chat.search("enquirer", user=user, where=place(conversation)).items
    return [f"{one.title}\n{one.summary}\n{all_words(one.card)}" for one in found]


def posted_cards(chat: Chat, conversation: str) -> list[Card]:
    return [card for row, card in chat.outbox() if row.conversation == conversation]


@pytest.fixture
def told(chat: Chat) -> Chat:
    chat.say(TOLD, "m1")
    return chat


@pytest.mark.parametrize("conversation", ["C1", "C2", "CF"])
def test_members_channels_are_given_what_members_may_find(told: Chat, conversation: str) -> None:
    (found,) = results(told, conversation)
    assert TOLD in found
    assert "North" in found
    assert "Name of U1" in found
    assert "https://chat.example.org/C1/m1" in repr(told.search("enquirer").items[0].card)


def test_a_word_that_is_still_being_typed_finds(told: Chat) -> None:
    chat_finds = [
        len(told.search(typed).items) for typed in ("enqui", "every enqui", "xenqui", "e")
    ]
    assert chat_finds == [1, 1, 0, 0]
    assert len(told.search("enqui hub:north").items) == 1
    assert told.search("enqui hub:south").items == ()
    assert told.search("enqui hub:nowhere").items == ()


@pytest.mark.parametrize("conversation", ["CC", "D1", "anywhere"])
def test_others_are_given_no_messages(told: Chat, conversation: str) -> None:
    assert results(told, conversation) == []


@pytest.mark.parametrize(
    ("sharing", "checked", "places"),
    [
        (Sharing.MEMBERS, True, {"C1"}),
        (Sharing.DEPARTMENT, True, {"C1", "CC"}),
        (Sharing.DEPARTMENT, False, {"C1"}),
        (Sharing.PUBLIC, True, {"C1", "CC", "D1"}),
        (Sharing.PUBLIC, False, {"C1"}),
    ],
)
def test_lessons_go_as_far_as_they_are_shared_and_checked(
    told: Chat, sharing: Sharing, checked: bool, places: set[str]
) -> None:
    as_lesson(told, "m1", sharing, checked=checked, named=False)
    assert {one for one in ("C1", "CC", "D1") if results(told, one)} == places


@pytest.mark.parametrize("named", [True, False])
def test_outside_a_lesson_is_told_in_its_own_words_only(told: Chat, named: bool) -> None:
    as_lesson(told, "m1", Sharing.PUBLIC, checked=True, named=named)
    (found,) = results(told, "D1")
    assert TIP in found
    assert ("North" in found) is named
    assert TOLD not in found
    assert "Name of U1" not in found
    assert "chat.example.org" not in repr(told.search("enquirer", where=place("D1")).items)


def test_a_channel_of_another_community_is_given_nothing_of_this_one(told: Chat) -> None:
    with told.database.write() as unit:
        other = add_community(unit, "housing")
        add_channel(unit, other, "CH")
        add_person(unit, other, "U9")
        unit.commit()
    join(told, "U1", "housing")
    assert results(told, "C1")
    assert results(told, "CH") == []
    assert results(told, "CH", user="U9") == []


def join(chat: Chat, user: str, community: str) -> None:
    with chat.database.write() as unit:
        unit.session.add(
            Membership(
                person_id=unit.session.scalars(
                    select(Account.person_id).where(Account.user_id == user)
                ).one(),
                community_id=unit.session.scalars(
                    select(Community.id).where(Community.slug == community)
                ).one(),
                role=Role.MEMBER,
            )
        )
        unit.commit()


def test_what_a_past_programme_learned_names_nobody_even_for_who_was_there(chat: Chat) -> None:
    with chat.database.write() as unit:
        past = add_community(unit, "adoption", past=True)
        add_channel(unit, past, "CP")
        add_person(unit, past, "UP", hub="west")
        unit.commit()
    chat.say(TOLD, "m1", user="UP", conversation="CP")
    join(chat, "UP", "fostering")
    assert "West" in said(chat.type("find", "enquirer", user="UP"))
    (found,) = results(chat, "C1", user="UP")
    assert "Learned in Adoption" in found
    assert "West" not in found
    assert "Name of UP" not in found


@pytest.mark.parametrize("user", ["D1", "nobody"])
def test_who_may_not_search_finds_nothing(told: Chat, user: str) -> None:
    assert results(told, "C1", user) == []


def test_questions_are_not_passed_on(chat: Chat) -> None:
    chat.say("How do you ring every enquirer back?", "m1")
    assert "Question" in said(chat.type("find", "enquirer"))
    assert SHARE not in buttons(chat.type("find", "enquirer"))
    assert results(chat, "C1") == []


def test_an_empty_search_finds_nothing(told: Chat) -> None:
    assert told.search("  ").items == ()


def test_share_here_posts_it_where_it_was_found_with_who_shares_it(told: Chat) -> None:
    button = buttons(told.type("find", "enquirer", user="U2", where=place("C2")))[SHARE]
    assert button.label == "Share here"
    answer = told.press(button.action, button.value, user="U2", where=place("C2", "root"))
    assert "#c2" in said(answer)
    ((row, card),) = [one for one in told.outbox() if one[0].conversation == "C2"]
    assert row.thread == "root"
    words = all_words(card)
    assert "Name of U2 shares an earlier lesson" in words
    assert TOLD in words
    assert "North" in words
    with told.database.read() as unit:
        actions = unit.session.scalars(select(AuditEntry.action)).all()
    assert "contribution.shared" in actions


def test_it_is_shared_once_a_day_in_the_same_place(told: Chat) -> None:
    value = str(told.kept("m1").id)
    told.press(SHARE, value)
    assert "already" in said(told.press(SHARE, value, user="U2"))
    assert len(posted_cards(told, "C1")) == 1
    told.press(SHARE, value, where=place("C2"))
    assert len(posted_cards(told, "C2")) == 1


def test_there_is_no_button_where_not_everybody_may_see_it(told: Chat) -> None:
    for conversation in ("CC", "D1"):
        found = told.type("find", "enquirer", where=place(conversation))
        assert TOLD in said(found)
        assert SHARE not in buttons(found)
        refused = said(told.press(SHARE, str(told.kept("m1").id), where=place(conversation)))
        assert "Nothing was posted" in refused
    assert told.outbox() == []


def test_nobody_shares_what_they_may_not_see_or_what_is_gone(told: Chat) -> None:
    value = str(told.kept("m1").id)
    for user in ("D1", "nobody"):
        told.press(SHARE, value, user=user)
    with told.database.write() as unit:
        channel = unit.session.scalars(select(Channel).where(Channel.conversation == "C2")).one()
        other = add_community(unit, "housing")
        channel.community_id, channel.purpose = other.id, Purpose.COMMUNITY
        add_person(unit, other, "U9")
        unit.commit()
    assert "may not see it" in said(told.press(SHARE, value, user="U9", where=place("C2")))
    for odd in ("", "x", "99999", "9" * 30, "1; drop"):
        assert "Nothing was posted" in said(told.press(SHARE, odd))
    assert told.outbox() == []
