"""People and roles, hubs, and one's own page."""

import pytest
from sqlalchemy import func, select

from bot.cards import ChoiceField, Invalid, ManyField
from bot.community.cards.help import HUBS, PEOPLE
from bot.community.cards.home import CAPTURE_ME
from bot.community.cards.people import FORM, HUBS_FORM
from bot.community.models import Account, Community, Hub, Membership, Person, Role
from bot.community.service.people import people_seen
from bot.privacy.models import AuditEntry
from bot.store import Database
from tests.desk import Desk, ask_of, card_of, read
from tests.world import add_channel, add_community, add_person


def person_id(database: Database, user: str) -> str:
    with database.read() as unit:
        query = select(Account.person_id).where(Account.user_id == user)
        return str(unit.session.scalars(query).one())


def roles(database: Database, user: str) -> list[Role]:
    with database.read() as unit:
        query = select(Membership.role).where(
            Membership.person_id == int(person_id(database, user))
        )
        return list(unit.session.scalars(query))


def change(desk: Desk, community: Community, user: str, by: str = "UF", **more: str) -> object:
    values: dict[str, str | tuple[str, ...]] = {
        "person": person_id(desk.database, user),
        "role": "keep",
        "hub": "keep",
        **more,
    }
    return desk.send(FORM, values, user=by, context=str(community.id))


def test_a_facilitator_gives_a_role_and_a_new_hub(desk: Desk, fostering: Community) -> None:
    desk.command("commonthread", user="UN")
    form = ask_of(desk.press(PEOPLE, user="UF")).form
    people = form.fields[0]
    assert isinstance(people, ChoiceField)
    assert [option.label for option in people.options] == [
        "Name of U1 (Calder)",
        "Name of UA",
        "Name of UF",
        "Name of UN",
        "Name of UO",
    ]
    answer = change(desk, fostering, "UN", role="member", hub_name="Fen and Wash")
    assert "Name of UN now has in Fostering hubs: member. Hub: Fen and Wash." in read(
        card_of(answer)  # type: ignore[arg-type]
    )
    assert roles(desk.database, "UN") == [Role.MEMBER]
    with desk.database.read() as unit:
        actions = set(unit.session.scalars(select(AuditEntry.action)))
        assert actions == {"person.role_set", "person.hub_set"}


def test_a_role_takes_the_place_of_the_one_before(desk: Desk, fostering: Community) -> None:
    change(desk, fostering, "U1", role="official", hub="none")
    assert roles(desk.database, "U1") == [Role.OFFICIAL]
    change(desk, fostering, "U1", role="none")
    assert roles(desk.database, "U1") == []
    with desk.database.read() as unit:
        person = unit.session.get(Person, int(person_id(desk.database, "U1")))
        assert person is not None
        assert person.hub is None


def test_only_administrators_make_or_change_administrators(
    desk: Desk, fostering: Community
) -> None:
    offered = ask_of(desk.press(PEOPLE, user="UF")).form.fields[1]
    assert isinstance(offered, ChoiceField)
    assert "administrator" not in [option.value for option in offered.options]
    for answer in (
        change(desk, fostering, "U1", role="administrator"),
        change(desk, fostering, "UA", role="member"),
    ):
        assert isinstance(answer, Invalid)
        assert list(answer.errors) == ["role"]
    change(desk, fostering, "U1", by="UA", role="administrator")
    assert roles(desk.database, "U1") == [Role.ADMINISTRATOR]
    assert roles(desk.database, "UA") == [Role.ADMINISTRATOR]


@pytest.mark.parametrize("user", ["U1", "UO", "stranger"])
def test_who_may_not_is_refused(desk: Desk, fostering: Community, user: str) -> None:
    with desk.database.read() as unit:
        hub = unit.session.scalars(select(Hub)).one()
    for answer in (
        desk.press(PEOPLE, user=user),
        desk.press(HUBS, user=user),
        change(desk, fostering, "U1", by=user, role="facilitator"),
        desk.send(HUBS_FORM, {"off": (str(hub.id),)}, user=user, context=str(fostering.id)),
    ):
        assert "Only facilitators and administrators" in read(card_of(answer))  # type: ignore[arg-type]
    assert roles(desk.database, "U1") == [Role.MEMBER]
    with desk.database.read() as unit:
        assert unit.session.scalar(select(func.count(AuditEntry.id))) == 0


def test_a_forged_form_for_another_community_is_refused(desk: Desk, fostering: Community) -> None:
    with desk.database.write() as unit:
        other = add_community(unit, "adoption")
        add_person(unit, other, "UX")
        unit.commit()
    refused = change(desk, other, "UX", role="facilitator")
    assert "Only facilitators" in read(card_of(refused))  # type: ignore[arg-type]
    unseen = change(desk, fostering, "UX", role="member")
    assert unseen == Invalid({"person": "Choose somebody from the list."})
    for context in ("", "x", "9" * 30, "²"):
        answer = desk.send(FORM, {"person": "1"}, user="UF", context=context)
        assert "Only facilitators" in read(card_of(answer))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"role": "king"}, "role"),
        ({"hub": "999"}, "hub"),
        ({"hub": "none", "hub_name": "New"}, "hub_name"),
    ],
)
def test_what_is_not_in_the_list_is_told(
    desk: Desk, fostering: Community, values: dict[str, str], field: str
) -> None:
    answer = change(desk, fostering, "U1", **values)
    assert isinstance(answer, Invalid)
    assert list(answer.errors) == [field]


def test_newcomers_are_seen_only_where_they_could_have_come_from(
    desk: Desk, fostering: Community
) -> None:
    with desk.database.write() as unit:
        elsewhere = add_community(unit, "adoption")
        add_channel(unit, elsewhere, "C2")
        add_person(unit, elsewhere, "UX")
        unit.commit()
    with desk.database.read() as unit:
        assert "Name of UX" not in [one.name for one in people_seen(unit, fostering.id)]


def test_a_hub_is_switched_off_and_on(desk: Desk, fostering: Community) -> None:
    field = ask_of(desk.press(HUBS, user="UF")).form.fields[0]
    assert isinstance(field, ManyField)
    (option,) = field.options
    context = str(fostering.id)
    said = desk.send(HUBS_FORM, {"off": (option.value,)}, user="UF", context=context)
    assert "not captured: Calder" in read(card_of(said))
    assert "Your hub is not captured" in read(desk.home())
    desk.send(HUBS_FORM, {"off": (option.value,)}, user="UF", context=context)
    desk.send(HUBS_FORM, {"off": ()}, user="UF", context=context)
    with desk.database.read() as unit:
        assert unit.session.scalars(select(Hub.capture_off)).all() == [False]
        actions = unit.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["capture.off", "capture.on"]


def test_ones_own_page(desk: Desk, fostering: Community) -> None:
    said = read(desk.home())
    assert "Name: Name of U1" in said
    assert "Hub: Calder" in said
    assert "Roles: Member of Fostering hubs" in said
    assert "[Don't capture me]" in said
    off = read(card_of(desk.press(CAPTURE_ME, "off")))
    assert "[Capture me again]" in off
    assert "You asked me not to capture you" in read(desk.home())
    assert "[Don't capture me]" in read(card_of(desk.press(CAPTURE_ME, "on")))


def test_a_stranger_can_refuse_before_saying_anything(desk: Desk, fostering: Community) -> None:
    assert "Nothing of yours is kept." in read(desk.home("UZ"))
    desk.press(CAPTURE_ME, "off", user="UZ")
    with desk.database.read() as unit:
        query = select(Person.capture_off).where(Person.name == "Name of UZ")
        assert unit.session.scalars(query).one()
