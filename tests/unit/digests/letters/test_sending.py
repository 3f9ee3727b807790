"""What goes to whom: once a week, only what is theirs to see, and nothing twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.community.models import Channel, Person, Purpose, Role
from bot.community.service.people import set_role
from bot.community.setup.joining import join_people
from bot.delivery.models import OutboxRow
from bot.digests.letters import sending
from bot.digests.letters.models import DigestSetting
from bot.digests.replies.models import ReplyState
from bot.privacy.erasure import forget
from tests.chat import Chat
from tests.unit.digests.letters.week import (
    ADVICE,
    MINE,
    MONDAY,
    REPLY,
    WAITS,
    channel_of,
    department_replies,
    digests,
    issues,
    let_help,
    person_id,
    rising_theme,
    sent,
    talk,
    words_to,
)
from tests.world import NOW, add_community, add_person, deleted


def test_each_gets_what_is_theirs_once_and_nothing_is_told_twice(chat: Chat) -> None:
    talk(chat)
    theme = rising_theme(chat)
    department_replies(chat, "We are agreeing one fee.", ReplyState.RELEASED, NOW)
    department_replies(chat, "Not to be seen yet.", ReplyState.WAITING, NOW)
    assert digests(chat).send(MONDAY - timedelta(hours=1)) == 0
    assert digests(chat).send(MONDAY) == 6
    assert digests(chat).send(MONDAY + timedelta(hours=1)) == 0
    asker, helper = words_to(chat, "U1")[0], words_to(chat, "U2")[0]
    assert f"You asked: “{MINE}”" in asker
    assert REPLY in asker
    assert "Name of U2, South, 23 September 2026" in asker
    assert ADVICE in asker
    assert "Name of U2 of South gave 1 answer on “Medicals”" in asker
    assert WAITS not in asker, "only to who agreed to help"
    assert WAITS in helper
    assert ADVICE not in helper, "it is their own"
    for words in (asker, helper):
        assert "Panel dates: new. 4 hubs raised it in the last two weeks" in words
        assert "We are agreeing one fee." in words
        assert "Not to be seen" not in words
        assert "https" not in words
    assert "D1" not in sent(chat), "never officials"
    assert "F1" not in sent(chat), "facilitators have their desk"
    keys = issues(chat)[f"person:{person_id(chat, 'U1')}", "2026-W40"]
    assert {key.partition("|")[0] for key in keys} >= {f"theme:{theme}:new", "reply:1"}
    assert digests(chat).send(MONDAY + timedelta(days=7)) == 0, "nothing new"
    assert issues(chat)[f"person:{person_id(chat, 'U1')}", "2026-W41"] == []


def test_only_of_communities_that_the_reader_belongs_to_when_it_is_sent(chat: Chat) -> None:
    talk(chat)
    with chat.database.write() as unit:
        other = add_community(unit, "adoption")
        add_person(unit, other, "U9")
        gone = unit.session.get_one(Person, person_id(chat, "U1"))
        set_role(unit, gone, chat.community, Role.OFFICIAL, by=gone, now=NOW)
        unit.commit()
    digests(chat).send(MONDAY)
    assert set(sent(chat)) == {"U2"}


def test_a_channel_that_chose_it_gets_what_all_its_members_may_see(chat: Chat) -> None:
    talk(chat)
    rising_theme(chat)
    channel_id = channel_of(chat, "C2")
    with chat.database.write() as unit:
        unit.session.add(DigestSetting(channel_id=channel_id, wanted=True))
        unit.session.add(DigestSetting(channel_id=channel_of(chat, "CC"), wanted=True))
        unit.commit()
    digests(chat).send(MONDAY)
    (words,) = words_to(chat, "C2")
    assert "The weekly digest of #c2" in words
    assert WAITS in words
    assert ADVICE in words
    assert "Panel dates" in words
    assert MINE not in words, "answers to one person are theirs"
    assert "Who to talk to" not in words
    assert "CC" not in sent(chat), "a central channel never gets what members write"
    with chat.database.write() as unit:
        unit.session.get_one(Channel, channel_id).purpose = Purpose.CENTRAL
        unit.commit()
    digests(chat).send(MONDAY + timedelta(days=7))
    assert len(sent(chat)["C2"]) == 1


def test_what_is_erased_is_taken_out_of_digests_and_a_person_forgotten(chat: Chat) -> None:
    talk(chat)
    rising_theme(chat)
    digests(chat).send(MONDAY)
    assert "Panels sit too rarely" in words_to(chat, "U1")[0]
    for number in range(4):
        chat.happen(deleted(f"t{number}", at=MONDAY + timedelta(hours=1)))
    assert "Panel" not in words_to(chat, "U1")[0], "the theme quoted one of them"
    chat.happen(deleted("r2", at=MONDAY + timedelta(hours=1)))
    words = words_to(chat, "U1")[0]
    assert REPLY not in words
    assert ADVICE in words
    helper = person_id(chat, "U2")
    with chat.database.write() as unit:
        unit.session.add(DigestSetting(person_id=helper, weekday="friday"))
        forget(unit, unit.session.get_one(Person, helper), by=None, now=MONDAY)
        unit.commit()
    with chat.database.read() as unit:
        cards = unit.session.scalars(select(OutboxRow.card)).all()
        assert not any(part in card for card in cards for part in (ADVICE, "Name of U2", REPLY))
        assert unit.session.scalars(select(DigestSetting)).all() == []
    assert f"person:{helper}" not in {reader for reader, _ in issues(chat)}


def test_two_people_who_are_one_get_one_digest(chat: Chat) -> None:
    talk(chat)
    digests(chat).send(MONDAY)
    one, other = person_id(chat, "U1"), person_id(chat, "U2")
    with chat.database.write() as unit:
        for key in (one, other):
            unit.session.add(DigestSetting(person_id=key, weekday="friday"))
        unit.flush()
        people = [unit.session.get_one(Person, key) for key in (one, other)]
        join_people(unit, people[0], people[1])
        unit.commit()
    assert [reader for reader, _ in issues(chat)] == [f"person:{one}"]
    assert digests(chat).send(MONDAY + timedelta(hours=2)) == 0


def test_what_fails_for_one_is_made_up_for_and_nobody_is_written_to_twice(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk(chat)
    real = sending.account_to_tell
    failing = person_id(chat, "U1")

    def account(session: object, key: int) -> object:
        if key == failing:
            raise OSError
        return real(session, key)  # type: ignore[arg-type]

    monkeypatch.setattr(sending, "account_to_tell", account)
    with pytest.raises(ExceptionGroup):
        digests(chat).send(MONDAY)
    assert set(sent(chat)) == {"U2"}
    monkeypatch.undo()
    assert digests(chat).send(MONDAY + timedelta(hours=1)) == 1
    assert {who: len(cards) for who, cards in sent(chat).items()} == {"U1": 1, "U2": 1}


def test_over_a_fortnight_each_question_goes_round_once(chat: Chat) -> None:
    talk(chat)
    let_help(chat, "U1")
    for weeks in range(3):
        digests(chat).send(MONDAY + timedelta(days=7 * weeks))
    assert sum(words.count(WAITS) for words in words_to(chat, "U2")) == 1
