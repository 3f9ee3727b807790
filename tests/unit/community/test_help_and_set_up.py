"""/commonthread: help for all, setting a channel up for those who may."""

import pytest
from sqlalchemy import func, select

from bot.cards import Invalid
from bot.community.cards.channels import FORM, NEW
from bot.community.cards.help import SET_UP
from bot.community.models import Channel, Community, Membership, Person, Programme, Purpose, Role
from bot.delivery.models import OutboxRow
from bot.privacy.models import AuditEntry
from bot.store import Database
from tests.conftest import StoppedClock
from tests.desk import Desk, MakeDesk, ask_of, card_of, read
from tests.world import add_channel, add_community, add_person

FIRST = {
    "programme": NEW,
    "programme_name": "Fostering hubs",
    "community": NEW,
    "community_name": "Hub leads",
    "purpose": "community",
    "capture": "on",
}


def outbox(database: Database) -> list[OutboxRow]:
    with database.read() as unit:
        return list(unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id)))


def count(database: Database, table: type[Programme] | type[Community] | type[Channel]) -> int:
    with database.read() as unit:
        return unit.session.scalar(select(func.count(table.id))) or 0


def values(community: Community, **more: str) -> dict[str, str | tuple[str, ...]]:
    chosen = {"programme": str(community.programme_id), "community": str(community.id)}
    return {**chosen, "purpose": "community", "capture": "off", **more}


def test_help_lists_every_command_as_it_is_typed(desk: Desk, fostering: Community) -> None:
    said = read(desk.command("commonthread"))
    assert "/ct-commonthread" in said
    assert "/ct-mydata" in said
    assert "Capture: On" in said
    assert "[Set up this channel]" not in said
    assert "[Set up this channel]" in read(desk.command("commonthread", user="UF"))


def test_with_nothing_set_the_first_person_learns_what_to_set(desk: Desk) -> None:
    line = "COMMONTHREAD_ADMINISTRATORS=U1 and start it again"
    assert line in read(desk.command("commonthread"))
    assert line in read(card_of(desk.press(SET_UP)))
    assert line in read(card_of(desk.send(FORM, FIRST)))
    assert count(desk.database, Programme) == 0


def test_with_nothing_set_up_the_administrator_sets_up(make_desk: MakeDesk) -> None:
    desk = make_desk("U1")
    form = ask_of(desk.press(SET_UP)).form
    assert [field.name for field in form.fields] == list(FIRST)
    said = read(card_of(desk.send(FORM, FIRST, context="hub-leads")))
    assert "I am telling the channel" in said
    with desk.database.read() as unit:
        channel = unit.session.scalars(select(Channel)).one()
        assert (channel.name, channel.capture, channel.purpose) == (
            "hub-leads",
            True,
            Purpose.COMMUNITY,
        )
        assert channel.announced_at == desk.clock.now()
        assert channel.community.programme.slug == "fostering-hubs"
        assert unit.session.scalars(select(Membership.role)).all() == [Role.FACILITATOR]
        entry = unit.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.detail["capture"]) == ("channel.set_up", True)
    (announcement,) = outbox(desk.database)
    assert announcement.conversation == "C1"
    for words in ("What I keep", "Why", "Who sees it", "How to stop me"):
        assert words in announcement.card


def test_capture_is_announced_once_for_each_switching_on(
    desk: Desk, fostering: Community, clock: StoppedClock
) -> None:
    told = []
    for capture in ("on", "off", "on", "on"):
        clock.move(minutes=1)
        desk.send(FORM, values(fostering, capture=capture), user="UF")
        told.append(len(outbox(desk.database)))
    assert told == [0, 0, 1, 1], "it was on at first"


def test_the_form_shows_what_the_channel_is_now(desk: Desk, fostering: Community) -> None:
    form = ask_of(desk.press(SET_UP, user="UF")).form
    assert {field.name: getattr(field, "value", "") for field in form.fields} == {
        "programme": str(fostering.programme_id),
        "programme_name": "",
        "community": str(fostering.id),
        "community_name": "",
        "purpose": "community",
        "capture": "on",
    }


@pytest.mark.parametrize("user", ["U1", "UO", "stranger"])
def test_who_may_not_is_refused(desk: Desk, fostering: Community, user: str) -> None:
    for told in (
        card_of(desk.press(SET_UP, user=user)),
        card_of(desk.send(FORM, values(fostering), user=user)),
        card_of(desk.send(FORM, FIRST, user=user, at="C9")),
    ):
        assert "Only facilitators and administrators" in read(told)
    with desk.database.read() as unit:
        assert unit.session.scalars(select(Channel.capture)).all() == [True]
        assert unit.session.scalar(select(func.count(AuditEntry.id))) == 0


def test_a_facilitator_of_another_community_is_refused(desk: Desk, fostering: Community) -> None:
    with desk.database.write() as unit:
        other = add_community(unit, "adoption")
        add_channel(unit, other, "C2")
        add_person(unit, other, "UX", Role.FACILITATOR)
        unit.commit()
    taken = desk.send(FORM, values(other), user="UX", at="C1")
    assert "Only facilitators" in read(card_of(taken))
    into = desk.send(FORM, values(fostering), user="UX", at="C2")
    assert into == Invalid({"community": "Choose one of the communities you look after."})
    beside = {**FIRST, "programme": str(fostering.programme_id)}
    answer = desk.send(FORM, beside, user="UX", at="C2")
    assert answer == Invalid({"programme": "Choose one of the programmes you look after."})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"purpose": "central"}, "capture"),
        ({"purpose": "pub"}, "purpose"),
        ({"programme_name": " "}, "programme_name"),
        ({"community_name": ""}, "community_name"),
        ({"community_name": "Fostering hubs"}, ""),
        ({"community": "999"}, "community"),
        ({"programme": "x"}, "programme"),
    ],
)
def test_what_can_not_be_taken_adds_nothing(
    make_desk: MakeDesk, change: dict[str, str], field: str
) -> None:
    desk = make_desk("U1")
    answer = desk.send(FORM, {**FIRST, **change})
    if field:
        assert isinstance(answer, Invalid)
        assert list(answer.errors) == [field]
    expected = 0 if field else 1
    assert (count(desk.database, Programme), count(desk.database, Community)) == (expected,) * 2


def test_taken_names_are_told(make_desk: MakeDesk, fostering: Community) -> None:
    desk = make_desk("U9")
    named = {**FIRST, "programme_name": "FOSTERING"}
    answer = desk.send(FORM, named, user="U9")
    assert isinstance(answer, Invalid)
    assert "already" in answer.errors["programme_name"]
    again = {**FIRST, "programme_name": "Brand new", "community_name": "fostering"}
    answer = desk.send(FORM, again, user="U9")
    assert isinstance(answer, Invalid)
    assert "already" in answer.errors["community_name"]
    assert count(desk.database, Programme) == 1, "nothing was added on the way"


def test_a_community_of_another_programme_is_told(
    make_desk: MakeDesk, fostering: Community
) -> None:
    with make_desk().database.write() as unit:
        other = add_community(unit, "adoption")
        unit.commit()
    answer = make_desk("U9").send(
        FORM, values(fostering, programme=str(other.programme_id)), user="U9"
    )
    assert isinstance(answer, Invalid)
    assert "belongs to Fostering" in answer.errors["programme"]


def test_moving_a_channel_says_where_the_past_stays(
    make_desk: MakeDesk, fostering: Community
) -> None:
    desk = make_desk("U9")
    said = read(card_of(desk.send(FORM, {**FIRST, "capture": "off"}, user="U9")))
    assert "What was kept before stays with Fostering hubs." in said
    assert outbox(desk.database) == []


def test_a_private_chat_is_not_set_up(make_desk: MakeDesk) -> None:
    desk = make_desk("U1")
    for told in (desk.press(SET_UP, at="D1"), desk.send(FORM, FIRST, at="D1")):
        assert "Type /ct-commonthread in the channel" in read(card_of(told))
    assert count(desk.database, Channel) == 0


def test_a_newcomer_who_asks_for_help_becomes_known(desk: Desk, fostering: Community) -> None:
    desk.command("commonthread", user="UN")
    desk.command("commonthread", user="UN")
    with desk.database.read() as unit:
        names = unit.session.scalars(select(Person.name).where(Person.name == "Name of UN")).all()
    assert names == ["Name of UN"]
