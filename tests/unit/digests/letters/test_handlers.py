"""/digest: a preview, when it comes, and who may say so."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.cards import Ask, Form, Invalid, Say
from bot.digests.letters.models import DigestSetting
from bot.questions.models import QuestionState
from tests.chat import Chat, as_a, buttons, said
from tests.unit.digests.letters.week import (
    MINE,
    MONDAY,
    REPLY,
    channel_of,
    digests,
    issues,
    person_id,
    sent,
    talk,
)
from tests.unit.questions.asked import state
from tests.world import NOW, place

GOOD: dict[str, str | tuple[str, ...]] = {
    "wanted": "on",
    "weekday": "thursday",
    "at": "8:30",
    "zone": "Europe/Paris",
    "paused": "",
}


def settings(chat: Chat, user: str = "U1", value: str = "person") -> Form:
    return as_a(Ask, chat.press("digest_change", value, user=user)).form


def test_a_preview_as_of_now_and_of_any_date_keeps_and_sends_nothing(chat: Chat) -> None:
    talk(chat)
    now = said(chat.type("digest"))
    assert "A preview, for you only. The next one comes on Monday 28 September 2026 at 10:00" in now
    assert "nothing new" in now, "it was all said later than this"
    later = said(chat.type("digest", "2026-09-28"))
    assert f"You asked: “{MINE}”" in later
    assert REPLY in later
    assert "week to 28 September 2026" in later
    assert said(chat.type("digest", "next week")).startswith("Type a date")
    assert sent(chat) == {}
    assert issues(chat) == {}
    assert "This is for members" in said(chat.type("digest", user="D1"))


def test_a_chosen_day_time_and_zone_hold_from_the_next_on(chat: Chat) -> None:
    talk(chat)
    form = settings(chat)
    assert [field.name for field in form.fields] == list(GOOD)
    saved = said(chat.fill_in(form, GOOD))
    assert "Thursday 24 September 2026 at 08:30 (Paris time)" in saved
    thursday = MONDAY - timedelta(days=4)
    assert digests(chat).send(thursday - timedelta(hours=3)) == 0
    assert digests(chat).send(thursday) == 1
    digests(chat).send(MONDAY)
    assert len(sent(chat)["U1"]) == 1


def test_paused_off_and_on_again_bring_nothing_that_has_passed(chat: Chat) -> None:
    talk(chat)
    chat.fill_in(settings(chat), GOOD | {"weekday": "monday", "paused": "2026-10-05"})
    digests(chat).send(MONDAY)
    assert "U1" not in sent(chat)
    off = chat.fill_in(settings(chat), GOOD | {"wanted": "off"})
    assert "Saved. It is switched off." in said(off)
    digests(chat).send(MONDAY + timedelta(days=7))
    assert "U1" not in sent(chat)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"at": "01:30"}, "when the clocks change"),
        ({"at": "25:00"}, "a time like 09:00"),
        ({"zone": "Mars/Base"}, "Choose"),
        ({"weekday": "someday"}, "Choose"),
        ({"paused": "2026-09-21"}, "a day after today"),
        ({"paused": "2036-09-21"}, "at most a year"),
        ({"paused": "2026-02-30"}, "a day like 2026-10-05"),
    ],
)
def test_what_can_t_be_is_said_at_the_field(chat: Chat, wrong: dict[str, str], says: str) -> None:
    answer = as_a(Invalid, chat.fill_in(settings(chat), GOOD | wrong))
    (name,) = wrong
    assert says in answer.errors[name]


def test_only_facilitators_have_one_in_a_channel_and_never_in_a_central_one(chat: Chat) -> None:
    value = f"channel:{channel_of(chat, 'C1')}"
    assert "Only a facilitator" in said(chat.press("digest_change", value, user="U1"))
    assert "digest_preview" not in buttons(chat.type("digest", user="U1"))
    pressed = buttons(chat.type("digest", user="F1"))["digest_preview"]
    assert pressed.value == value
    assert "switched off" in said(chat.press("digest_preview", value, user="F1"))
    form = settings(chat, "F1", value)
    forged = as_a(Say, chat.fill_in(form, GOOD, user="U1"))
    assert "Only a facilitator" in said(forged)
    assert "Saved" in said(chat.fill_in(form, GOOD, user="F1"))
    with chat.database.read() as unit:
        rows = unit.session.scalars(select(DigestSetting)).all()
        assert [(row.person_id, row.channel_id) for row in rows] == [(None, int(value[8:]))]
    central = f"channel:{channel_of(chat, 'CC')}"
    assert "can't have a digest" in said(chat.press("digest_change", central, user="F1"))
    assert "digest_preview" not in buttons(chat.type("digest", user="F1", where=place("CC")))


def test_a_reply_is_marked_from_the_digest_which_stays_as_it_is(chat: Chat) -> None:
    talk(chat)
    value = f"{chat.kept('q2').id} {chat.kept('r2').id}"
    assert "Only" in said(chat.press("digest_answered", value, user="U2"))
    answer = as_a(Say, chat.press("digest_answered", value))
    assert "Thank you" in said(answer)
    assert state(chat, "q2") is QuestionState.ANSWERED
    assert chat.kept("q2").author_id == person_id(chat, "U1")
    assert NOW < MONDAY
