"""What stands on the desk, and what does not."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.capture.models import Contribution
from bot.community.models import Channel, Hub, Person, Programme
from bot.desk.content import SectionContent
from bot.digests.models import Summary, SummaryState
from bot.digests.replies.models import (
    AskKind,
    DepartmentAsk,
    DepartmentReply,
    ReplyState,
    Standing,
)
from bot.digests.snapshot import Snapshot, freeze
from bot.introductions.models import Introduction
from bot.lessons.models import Lesson
from bot.questions.models import OfferOfHelp
from bot.themes.models import Theme, ThemeMembership
from bot.themes.weeks.service import keep_week
from tests.chat import LONDON
from tests.unit.desk.conftest import Room, days_ago
from tests.world import NOW, add_person


def keys(section: SectionContent) -> list[str]:
    return [item.key for item in section.items]


def test_questions_that_nobody_answered_wait_longest_first(room: Room) -> None:
    room.say("Who pays for panels?", "m1", at=days_ago(10))
    room.say("How long do checks take?", "m2", at=days_ago(6), link=False)
    room.say("Where do you meet?", "m3", at=days_ago(7))
    room.say("In the library", "m4", user="U2", thread="m3", at=days_ago(6))
    room.say("Asked on Friday?", "m5", at=days_ago(2))
    (first, second) = room.sections()["unanswered"].items
    assert first.lead == "“Who pays for panels?”"
    assert first.facts == "North, 6 working days ago."
    assert [button.label for button in first.buttons] == ["Open"]
    assert second.key == f"question:{room.kept('m2').id}"
    assert second.buttons == ()


def test_a_hub_is_quiet_after_three_weeks_unless_it_can_not_be_heard(room: Room) -> None:
    with room.database.write() as unit:
        for user, hub in (("U3", "east"), ("U4", "west"), ("U5", "far"), ("U6", "shy")):
            add_person(unit, room.community, user, hub=hub)
        unit.session.query(Hub).filter_by(slug="west").one().capture_off = True
        unit.session.query(Person).filter_by(name="Name of U6").one().capture_off = True
        other = Programme(slug="other", name="Other")
        unit.session.add(other)
        unit.flush()
        unit.session.query(Hub).filter_by(slug="far").one().programme_id = other.id
        unit.commit()
    room.say("Rooms are dear", "m1", at=days_ago(22))
    room.say("Rooms are cheap", "m2", user="U2", at=days_ago(20))
    east, north = room.sections()["quiet"].items
    assert (east.lead, east.facts) == ("East", "Has not said anything yet. 1 member here.")
    assert (north.lead, north.facts) == ("North", "Nothing since 30 August 2026. 1 member here.")
    assert [one.lead for one in room.sections(days_ago(2))["quiet"].items] == []
    with room.database.write() as unit:
        for channel in unit.session.scalars(select(Channel)):
            channel.capture = False
        unit.commit()
    assert room.sections()["quiet"].items == ()


def add_theme(room: Room, label: str, *said: tuple[str, str, float]) -> None:
    """Add a theme of challenges by (user, message, days ago)."""
    for user, message, days in said:
        room.say(f"About {label}", message, user=user, at=days_ago(days))
    with room.database.write() as unit:
        theme = Theme(community_id=room.community.id, label=label, born_at=NOW)
        unit.session.add(theme)
        unit.flush()
        roots = select(Contribution.id).where(
            Contribution.message_id.in_([message for _, message, _ in said])
        )
        for root in unit.session.scalars(roots).all():
            row = ThemeMembership(contribution_id=root, theme_id=theme.id, since=NOW)
            unit.session.add(row)
        unit.commit()


def test_themes_rise_when_hubs_came_to_them_or_three_raised_a_new_one(room: Room) -> None:
    with room.database.write() as unit:
        for number in range(3, 8):
            add_person(unit, room.community, f"U{number}", hub=f"hub-{number}")
        unit.commit()
    old = [("U1", "r0", 40.0), *((f"U{n}", f"r{n}", 3.0) for n in range(2, 7))]
    add_theme(room, "Rooms", *old)
    add_theme(room, "Pay", ("U1", "p1", 40.0), ("U1", "p2", 3.0))
    add_theme(room, "Forms", *((f"U{n}", f"f{n}", 5.0) for n in range(1, 4)))
    add_theme(room, "Buses", ("U1", "b1", 5.0), ("U2", "b2", 5.0))
    assert room.sections()["rising"].items == ()
    keep_week(room.database, room.community.id, NOW, LONDON)
    rooms, forms = room.sections()["rising"].items
    assert (rooms.lead, forms.lead) == ("Rooms", "Forms")
    assert rooms.facts == "0, 0, 1, 0, 0, 0, 0, 5 hubs a week. 6 hubs in all, rising."
    assert rooms.drawn == "▁▁▃▁▁▁▁█"
    assert room.sections(NOW + timedelta(days=9))["rising"].items == ()


def draft(room: Room, period: str, ends: datetime, state: SummaryState) -> None:
    snapshot = Snapshot(
        community="x", week=f"week to {period}", zone="Europe/London", spoke=1, hubs=2, themes=()
    )
    with room.database.write() as unit:
        unit.session.add(
            Summary(
                community_id=room.community.id,
                period=period,
                starts_at=ends - timedelta(days=7),
                ends_at=ends,
                state=state,
                snapshot=freeze(snapshot),
                drafted_at=ends,
            )
        )
        unit.commit()


def test_summaries_wait_until_they_are_decided_about(room: Room) -> None:
    for week, state in enumerate((SummaryState.APPROVED, *2 * [SummaryState.DRAFTED])):
        draft(room, f"week {week}", days_ago(21 - 7 * week), state)
    newest, older = room.sections()["summaries"].items
    assert newest.lead == "Week to week 2"
    assert newest.facts == "0 themes, drafted on 14 September 2026. Nothing was sent yet."
    assert older.lead == "Week to week 1"


def test_asks_wait_for_the_department_where_it_takes_part(room: Room) -> None:
    room.say("When will the advert run?", "m1", at=days_ago(70))
    room.say("Soon", "m2", user="D1", thread="m1", at=days_ago(69))
    room.say("Who pays us?", "m3", at=days_ago(8))
    room.say("Our councils do", "m4", user="U2", thread="m3", at=days_ago(7))
    room.say("Nobody of the department is here?", "m5", conversation="C2", at=days_ago(8))
    assert keys(room.sections()["asks"]) == []
    room.say("We publish on Friday", "m6", user="D1", at=days_ago(50))
    (ask,) = room.sections()["asks"].items
    assert ask.lead == "“Who pays us?”"
    assert ask.facts == "North, in #c1, 5 working days ago. No official has replied."
    room.say("We do", "m7", user="D1", thread="m3", at=days_ago(1))
    assert keys(room.sections()["asks"]) == []


def add_ask(room: Room, words: str, sent: datetime | None, standing: Standing) -> int:
    with room.database.write() as unit:
        ask = DepartmentAsk(
            community_id=room.community.id,
            kind=AskKind.DECISION,
            words=words,
            standing=standing,
            raised_at=days_ago(9),
            sent_at=sent,
        )
        unit.session.add(ask)
        unit.commit()
        return ask.id


def add_reply(room: Room, ask: int, says: Standing, state: ReplyState, **more: Any) -> None:
    with room.database.write() as unit:
        reply = DepartmentReply(community_id=room.community.id, ask_id=ask, says=says, words="x")
        reply.at, reply.state, reply.by_when = days_ago(4), state, more.get("by_when")
        unit.session.add(reply)
        unit.commit()


def test_sent_asks_wait_until_they_are_settled_the_overdue_first(room: Room) -> None:
    soon = add_ask(room, "A date", days_ago(0.1), Standing.OPEN)
    add_ask(room, "Not sent", None, Standing.OPEN)
    known = add_ask(room, "A form", days_ago(6), Standing.ACKNOWLEDGED)
    add_reply(room, known, Standing.ACKNOWLEDGED, ReplyState.RELEASED)
    late = add_ask(room, "A guide", days_ago(9), Standing.DOING)
    add_reply(room, late, Standing.DOING, ReplyState.RELEASED, by_when=date(2026, 9, 18))
    add_ask(room, "In hand", days_ago(9), Standing.DOING)
    add_ask(room, "Settled", days_ago(9), Standing.ANSWERED)
    overdue = add_ask(room, "Money", days_ago(4), Standing.OPEN)
    add_reply(room, soon, Standing.NOT_DOING, ReplyState.WAITING)
    sections = room.sections()
    waiting = {one.key: one.facts for one in sections["asks"].items}
    assert list(waiting) == [f"ask:{key}" for key in (overdue, soon, known, late)]
    assert list(waiting.values()) == [
        "The hubs asked for a decision. Sent 2 working days ago, overdue: not acknowledged.",
        "The hubs asked for a decision. Sent less than 1 working day ago, no reply yet.",
        "The hubs asked for a decision. Acknowledged 2 working days ago; an answer is to come.",
        "The hubs asked for a decision."
        " The department said by 18 September 2026, which has passed.",
    ]
    (release,) = sections["releases"].items
    assert release.lead == "A date"
    assert release.facts == "A reply: Not doing it. The hubs have not seen it."


def test_a_question_for_the_department_stands_there_alone(room: Room) -> None:
    room.say("We publish on Friday", "m1", user="D1", at=days_ago(9))
    room.say("Who pays us?", "m2", at=days_ago(8))
    sections = room.sections()
    assert keys(sections["asks"]) == [f"question:{room.kept('m2').id}"]
    assert keys(sections["unanswered"]) == []


def test_who_offered_help_is_to_be_introduced_until_they_were(room: Room) -> None:
    room.say("Who pays for panels?", "m1", at=days_ago(5))
    question = room.kept("m1").id
    with room.database.write() as unit:
        helper = unit.session.query(Person).filter_by(name="Name of U2").one()
        asker = unit.session.query(Person).filter_by(name="Name of U1").one()
        unit.session.add(OfferOfHelp(question_id=question, person_id=helper.id, at=NOW))
        unit.commit()
    sections = room.sections()
    (waiting,) = sections["unanswered"].items
    assert waiting.facts.endswith("1 person has offered to help.")
    assert [one.label for one in waiting.buttons] == ["Open", "Introduce them"]
    (meeting,) = sections["introductions"].items
    assert meeting.lead == "Name of U1 of North and Name of U2 of South"
    told = "“Who pays for panels?” Name of U2 offered to help with this question."
    assert meeting.facts == told
    with room.database.write() as unit:
        unit.session.add(
            Introduction(
                community_id=room.community.id,
                first_id=asker.id,
                second_id=helper.id,
                about=f"question:{question}",
                asked_at=NOW,
            )
        )
        unit.commit()
    sections = room.sections()
    assert [one.label for one in sections["unanswered"].items[0].buttons] == ["Open"]
    assert sections["introductions"].items == ()


def test_lessons_wait_to_be_checked(room: Room) -> None:
    room.say("Lesson: ring back at once", "m1", at=days_ago(3))
    room.say("Lesson: ask the library", "m2", at=days_ago(3))
    messages = [(room.kept("m1").id, "captured"), (room.kept("m2").id, "checked")]
    with room.database.write() as unit:
        for key, status in messages:
            unit.session.add(
                Lesson(
                    contribution_id=key,
                    what_happened="x",
                    recommendation=f"Ring back: it is {status}.",
                    worked=True,
                    sharing="members",
                    status=status,
                    tagged_at=NOW,
                )
            )
        unit.commit()
    (lesson,) = room.sections()["lessons"].items
    assert lesson.lead == "Ring back: it is captured."
    assert lesson.facts == "North, saved on 21 September 2026. It worked."
    assert [one.label for one in lesson.buttons] == ["Check"]
