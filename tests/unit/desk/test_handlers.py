"""The desk's buttons: what each does, to whom it is shown, and that nothing is done twice."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.cards import Actions, Answer, Ask, Button, Invalid, Replace, Say
from bot.community.models import Membership, Person, Role
from bot.desk.models import DeskSnooze
from bot.desk.view import View
from bot.digests.models import SummaryState
from bot.privacy.erasure import forget
from bot.privacy.models import AuditEntry
from bot.questions.models import QuestionLife, QuestionState
from tests.chat import all_words, as_a, said
from tests.unit.desk.conftest import Room, days_ago
from tests.unit.desk.test_sections import draft
from tests.world import NOW, add_community, add_person, place

HOME = place("", private=True)


def waiting(room: Room) -> str:
    """Let a question wait; return its key."""
    room.say("Who pays for panels?", "m1", at=days_ago(10))
    return f"question:{room.kept('m1').id}"


def buttons(answer: Answer | None) -> dict[str, Button]:
    """Return the buttons of an answer by their label."""
    assert isinstance(answer, Say | Replace), answer
    rows = [one for one in answer.card.elements if isinstance(one, Actions)]
    return {one.label: one for row in rows for one in row.buttons if isinstance(one, Button)}


def press(room: Room, button: Button, user: str = "F1", **more: Any) -> Answer | None:
    return room.press(button.action, button.value, user=user, **more)


def desk(room: Room, user: str = "F1") -> Answer | None:
    return room.type("commonthread", "desk", user=user)


def opened(room: Room, label: str = "Close or put off") -> dict[str, Button]:
    """Return the further buttons of the one item that has them."""
    return buttons(press(room, buttons(desk(room))[label]))


def test_a_facilitator_closes_a_question_in_place(room: Room) -> None:
    waiting(room)
    close = opened(room)["No longer needed"]
    answer = as_a(Replace, press(room, close))
    assert "Marked as no longer needed." in all_words(answer.card)
    assert "Who pays" not in all_words(answer.card)
    assert "closed that question already" in said(press(room, close))
    with room.database.read() as unit:
        life = unit.session.scalars(select(QuestionLife)).one()
        assert life.state is QuestionState.NO_LONGER_NEEDED
        assert life.closed_by_id is not None


@pytest.mark.parametrize(
    ("label", "until"),
    [("Put off 1 working day", "Tuesday 22 September"), ("Put off 1 week", "Monday 28 September")],
)
def test_what_is_put_off_comes_back(room: Room, label: str, until: str) -> None:
    key = waiting(room)
    off = opened(room)[label]
    assert f"Put off until {until}." in said(press(room, off))
    assert "not on your desk any more" in said(press(room, off))
    with room.database.read() as unit:
        row = unit.session.scalars(select(DeskSnooze)).one()
    assert (row.item, row.until.day) == (key, int(until.split()[1]))
    assert room.sections()["unanswered"].items == ()
    assert [one.key for one in room.sections(row.until)["unanswered"].items] == [key]


def test_a_hub_is_written_to_once_in_the_facilitators_name(room: Room) -> None:
    with room.database.write() as unit:
        add_person(unit, room.community, "U3", hub="north")
        unit.commit()
    room.say("Rooms are dear", "m1", at=days_ago(22))
    room.say("Rooms are cheap", "m2", user="U2", at=days_ago(1))
    form = as_a(Ask, press(room, buttons(desk(room))["Write to them"])).form
    assert "2 members of North" in str(form.intro)
    as_a(Invalid, room.fill_in(form, {"text": " "}, user="F1"))
    assert room.outbox() == []
    answer = room.fill_in(form, {"text": "How are you getting on?"}, user="F1")
    assert "Sent to 2 members of North." in said(answer)
    assert "Write to them" not in buttons(answer)
    again = room.fill_in(form, {"text": "How are you getting on?"}, user="F1")
    assert "Nothing was sent" in said(again)
    assert {row.user_id for row, _ in room.outbox()} == {"U1", "U3"}
    (letter, *_) = room.told("U1")
    assert "A message from Name of F1" in letter
    assert "How are you getting on?" in letter
    with room.database.write() as unit:
        entry = unit.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.detail["people"]) == ("hub.written_to", 2)
        writer = next(one for one in unit.session.scalars(select(Membership)) if one.id == 3)
        assert writer.role is Role.FACILITATOR
        forget(unit, unit.session.get_one(Person, writer.person_id), by=None, now=NOW)
        unit.commit()
    assert room.outbox() == []
    with room.database.read() as unit:
        assert unit.session.scalars(select(DeskSnooze.by_id)).all() == [None]


def test_a_draft_is_shown_again_until_it_is_decided(room: Room) -> None:
    draft(room, "week 1", NOW, SummaryState.DRAFTED)
    open_it = buttons(desk(room))["Open the draft"]
    assert {"Approve", "Send back"} <= set(buttons(press(room, open_it)))


def test_the_page_of_a_facilitator_has_the_desk_first_and_keeps_it(room: Room) -> None:
    waiting(room)
    page = buttons(room.open_home("F1"))
    assert next(iter(page)) == "Close or put off"
    assert "Don't capture me" in page
    after = press(room, page["Close or put off"], where=HOME)
    assert {"Mark answered", "Don't capture me"} <= set(buttons(after))
    assert {"Close or put off", "Capture me again"} <= set(
        buttons(press(room, page["Don't capture me"], where=HOME))
    )
    assert "Close or put off" not in buttons(room.open_home("U1"))


def test_a_facilitator_of_several_chooses(room: Room) -> None:
    waiting(room)
    with room.database.write() as unit:
        newest = add_community(unit, "housing")
        past = add_community(unit, "adoption", past=True)
        person = next(one for one in unit.session.scalars(select(Membership)) if one.id == 3)
        for community in (newest, past):
            unit.session.add(
                Membership(
                    person_id=person.person_id,
                    community_id=community.id,
                    role=Role.FACILITATOR,
                )
            )
        unit.commit()
    here = desk(room)
    assert "Your desk: Fostering hubs" in said(here)
    assert "Desk of Housing hubs" in buttons(here)
    assert not [one for one in buttons(here) if "Adoption" in one]
    elsewhere = room.type("commonthread", "desk", user="F1", where=HOME)
    assert "Your desk: Housing hubs" in said(elsewhere)
    assert "Nothing waits for you." in said(elsewhere)
    assert "Who pays" in said(press(room, buttons(elsewhere)["Desk of Fostering hubs"]))


@pytest.mark.parametrize("user", ["U1", "D1", "E1", "UX"])
def test_nobody_else_sees_or_does_anything(room: Room, user: str) -> None:
    waiting(room)
    with room.database.write() as unit:
        other = add_community(unit, "housing")
        add_person(unit, other, "E1", Role.FACILITATOR)
        unit.commit()
    draft(room, "week 1", NOW, SummaryState.DRAFTED)
    theirs = [*opened(room).values(), *buttons(desk(room)).values()]
    write = Button("", "desk_write", View(community_id=1, item="hub:1").value())
    for button in [*theirs, write]:
        if button.action.startswith("desk_"):
            answer = said(press(room, button, user))
            assert "Only a facilitator" in answer
    assert "Who pays" not in said(desk(room, user))
    with room.database.read() as unit:
        assert unit.session.scalars(select(DeskSnooze)).all() == []
        assert unit.session.scalars(select(QuestionLife)).all() == []
