"""Accounts that share a vouched e-mail address become one person by themselves, and are told."""

import pytest
from sqlalchemy import event, func, select

from bot.cards import Actions, Button
from bot.community.linking.cards import UNLINK
from bot.community.models import Account, Channel, Person, Purpose
from bot.events import PersonJoined
from bot.store import Database
from tests.chat import all_words
from tests.unit.linking.conftest import EMAIL, Both, person

SLACK, TEAMS = person("slack", "U1", EMAIL), person("teams", "aad-1", EMAIL.upper())


def people(database: Database) -> int:
    with database.read() as unit:
        return unit.session.scalar(select(func.count(Person.id))) or 0


def test_a_new_account_with_the_same_address_is_the_same_person(both: Both) -> None:
    before = people(both.database)
    both.say(SLACK, "We were asked about panel dates again")
    both.say(TEAMS, "Panel dates are hard to get")
    assert both.person(SLACK).id == both.person(TEAMS).id
    assert people(both.database) == before
    assert both.said("Panel dates are hard to get").author_id == both.person(SLACK).id
    assert "accounts.linked" in both.audited()


def test_both_accounts_are_told_once_and_can_undo_it_there(both: Both) -> None:
    both.say(SLACK, "One")
    both.say(TEAMS, "Two")
    both.say(TEAMS, "Three")
    for who, other in ((SLACK, TEAMS), (TEAMS, SLACK)):
        ((_, card),) = both.told(who)
        words = all_words(card)
        assert other.platform.capitalize() in words
        assert "e-mail address" in words
        assert "Unlink" in words
        rows = [one for one in card.elements if isinstance(one, Actions)]
        (button,) = rows[0].buttons
        assert isinstance(button, Button)
        assert (button.action, button.value) == (UNLINK, str(both.account(other).id))


def test_the_address_may_become_known_later(both: Both) -> None:
    both.say(person("slack", "U1"), "One")
    both.say(TEAMS, "Two")
    assert both.person(SLACK).id != both.person(TEAMS).id
    both.type(SLACK, "find", "anything")  # which only reads
    assert both.person(SLACK).id == both.person(TEAMS).id


def test_an_address_nobody_vouches_for_links_nobody(both: Both) -> None:
    with both.database.write() as unit:
        account = unit.session.scalars(select(Account).where(Account.user_id == "U1")).one()
        account.email = EMAIL  # as an import or a set-up file leaves it
        unit.commit()
    both.say(TEAMS, "Two")
    assert both.person(SLACK).id != both.person(TEAMS).id
    both.say(person("slack", "U1"), "One")
    assert both.person(SLACK).id != both.person(TEAMS).id


@pytest.mark.parametrize("other", ["ann@fen.example.org", "", None])
def test_another_address_or_none_links_nobody(both: Both, other: str | None) -> None:
    both.say(SLACK, "One")
    both.say(person("teams", "aad-1", other), "Two")
    both.say(person("teams", "aad-2", other), "Three")
    known = [SLACK, person("teams", "aad-1"), person("teams", "aad-2")]
    assert len({both.person(who).id for who in known}) == 3


def test_an_organisation_that_nobody_set_up_can_not_claim_somebody(both: Both) -> None:
    """Whoever brings their own organisation may give its accounts any address they like."""
    both.say(SLACK, "One")
    forged = person("teams", "aad-9", EMAIL, tenant="brought-along")
    both.type(forged, "commonthread")
    both.type(forged, "commonthread")
    assert both.person(forged).id != both.person(SLACK).id
    with both.database.write() as unit:  # until a facilitator sets a channel up there
        unit.session.add(
            Channel(
                platform="teams",
                tenant="brought-along",
                conversation="19:new",
                community_id=both.community.id,
                purpose=Purpose.COMMUNITY,
            )
        )
        unit.commit()
    both.type(forged, "commonthread")
    assert both.person(forged).id == both.person(SLACK).id


def test_two_accounts_in_one_organisation_are_not_linked(both: Both) -> None:
    both.say(SLACK, "One")
    double = person("slack", "U7", EMAIL)
    both.say(double, "Two")
    assert both.person(double).id != both.person(SLACK).id


def test_what_was_unlinked_is_not_linked_by_itself_again(both: Both) -> None:
    both.say(SLACK, "One")
    both.say(TEAMS, "Two")
    both.press(TEAMS, UNLINK, str(both.account(SLACK).id))
    assert both.person(SLACK).id != both.person(TEAMS).id
    both.say(person("teams", "aad-1", "new@fen.example.org"), "Three")
    both.say(TEAMS, "Four")
    both.say(SLACK, "Five")
    assert both.person(SLACK).id != both.person(TEAMS).id
    assert len(both.told(SLACK)) == 1


def test_where_a_person_is_reached_in_private_is_kept_and_brought_up_to_date(both: Both) -> None:
    both.say(TEAMS, "In the channel")
    assert both.account(TEAMS).address == ""
    both.type(TEAMS, "find", "anything", private="chat-1")
    assert both.account(TEAMS).address == "chat-1"
    both.say(TEAMS, "Hello", private="chat-2")
    assert both.account(TEAMS).address == "chat-2"
    both.say(SLACK, "One")  # links them
    assert [row.address for row, _ in both.told(TEAMS)] == ["chat-2"]


def test_who_was_never_met_in_private_is_told_by_way_of_a_channel(both: Both) -> None:
    both.say(SLACK, "One")
    both.say(TEAMS, "Two")
    assert [row.address for row, _ in both.told(TEAMS)] == ["by way of the channel"]
    assert [row.address for row, _ in both.told(SLACK)] == [""]


def test_an_event_of_somebody_unknown_makes_no_account(both: Both) -> None:
    joined = PersonJoined(
        event_id=both.event_id(), at=both.clock.now(), who=TEAMS, where=both.place(TEAMS)
    )
    both.happen(joined)
    with both.database.read() as unit:
        known = unit.session.scalars(select(Account.id).where(Account.platform == "teams")).all()
    assert known == []


def test_what_is_known_already_costs_no_query(both: Both) -> None:
    both.say(SLACK, "One", private="chat-1")
    asked: list[str] = []

    def see(conn, cursor, statement, parameters, context, many):  # type: ignore[no-untyped-def]
        asked.append(statement)

    event.listen(both.database.engine, "before_cursor_execute", see)
    both.say(person("slack", "U1"), "Nothing told", private="")
    without, asked[:] = len(asked), []
    both.say(SLACK, "Told again", private="")
    event.remove(both.database.engine, "before_cursor_execute", see)
    assert without
    assert len(asked) == without


def test_a_third_account_is_not_linked_with_what_was_unlinked(both: Both) -> None:
    both.say(SLACK, "One")
    both.say(TEAMS, "Two")
    both.press(TEAMS, UNLINK, str(both.account(SLACK).id))
    third = person("slack", "U1", EMAIL, tenant="T3")
    with both.database.write() as unit:
        channel = Channel(
            platform="slack",
            tenant="T3",
            conversation="C1",
            community_id=both.community.id,
            purpose=Purpose.COMMUNITY,
            capture=True,
        )
        unit.session.add(channel)
        unit.commit()
    both.say(third, "Three")
    assert len({both.person(who).id for who in (SLACK, TEAMS, third)}) == 3
