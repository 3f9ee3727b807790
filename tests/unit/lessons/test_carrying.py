"""Lessons of past programmes are carried over to needs that were told here, and to nothing else."""

import pytest
from sqlalchemy import select

from adapters.grouping.embedding import BytesEmbedder
from bot.capture.models import Contribution, Kind
from bot.community.models import Community, Person, Programme
from bot.delivery.models import OutboxRow
from bot.lessons.carrying.briefing import briefing
from bot.lessons.carrying.matching import carried
from bot.lessons.carrying.offering import offer_to_all
from bot.lessons.models import Lesson, Status
from bot.lessons.papers import to_markdown
from bot.store import Database
from bot.themes.models import Theme, ThemeMembership
from clustering.embedding import HashedEmbedder
from tests.chat import LONDON, Chat
from tests.world import NOW, add_channel, add_community, add_person

NEED = "Staff consultation before a staff transfer should take how long?"
LEARNED = "Staff consultation before a staff transfer should take 12 months"
ONLY_THERE = "Matching siblings between agencies takes a spreadsheet and a prayer."


@pytest.fixture
def carrying(database: Database) -> Chat:
    """Return a chat in which hubs north, south and east raise a need that the past met."""
    chat = Chat(database)
    with database.write() as unit:
        past = add_community(unit, "adoption", past=True)
        add_channel(unit, past, "CP")
        leader = add_person(unit, past, "P1", hub="agency")
        leader.helps = True
        add_person(unit, unit.session.get_one(Community, chat.community.id), "U3", hub="east")
        unit.commit()
    chat.say(f"Lesson {LEARNED}", "9.1", user="P1", conversation="CP")
    chat.say(f"Lesson {ONLY_THERE}", "9.2", user="P1", conversation="CP")
    for number, user in enumerate(("U1", "U2", "U3")):
        chat.say(f"{NEED} {number}", f"1.{number}", user=user)
    with database.write() as unit:
        theme = Theme(community_id=chat.community.id, label="Staff transfer", born_at=NOW)
        unit.session.add(theme)
        unit.flush()
        needs = select(Contribution.id).where(Contribution.kind == Kind.QUESTION)
        for key in unit.session.scalars(needs).all():
            unit.session.add(ThemeMembership(contribution_id=key, theme_id=theme.id, since=NOW))
        unit.commit()
    return chat


def tag(chat: Chat, status: Status) -> None:
    with chat.database.write() as unit:
        message = unit.session.scalars(
            select(Contribution).where(Contribution.message_id == "9.1")
        ).one()
        unit.session.add(
            Lesson(
                contribution_id=message.id,
                what_happened=message.text,
                recommendation="Consult for 12 months.",
                worked=False,
                sharing="members",
                status=status,
                tagged_at=NOW,
            )
        )
        unit.commit()


def brief(chat: Chat) -> str:
    with chat.database.read() as unit:
        past = unit.session.scalars(select(Programme).where(Programme.past)).one()
        community = unit.session.get_one(Community, chat.community.id)
        communities = select(Community.id).where(Community.programme_id == past.id)
        found = carried(unit, chat.earlier, set(unit.session.scalars(communities)), community.id)
        return to_markdown(briefing(unit, past, community, found, NOW, LONDON))


def test_the_briefing_has_what_answers_a_need_and_who_would_talk(carrying: Chat) -> None:
    text = brief(carrying)
    assert "# What Adoption learned, for Fostering hubs" in text
    assert "## What was asked" in text
    assert "Not checked by a facilitator yet" in text
    assert "Would talk about it:** Name of P1" in text
    assert "Agency" not in text
    assert "siblings" not in text  # only the past programme had to do with it


def test_a_declined_lesson_stays_there_and_a_checked_one_is_in_its_own_words(
    carrying: Chat,
) -> None:
    tag(carrying, Status.CHECKED)
    assert "Consult for 12 months." in brief(carrying)
    with carrying.database.write() as unit:
        unit.session.scalars(select(Lesson)).one().status = Status.DECLINED
        unit.session.scalars(select(Person).where(Person.helps)).one().helps = False
        unit.commit()
    assert "Nothing that was learned there" in brief(carrying)


def test_a_theme_of_three_hubs_gets_one_offer_where_it_is_raised(carrying: Chat) -> None:
    for _ in range(2):
        offer_to_all(carrying.database, carrying.earlier, NOW, LONDON)
    with carrying.database.read() as unit:
        posted = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
    assert [row.conversation for row in posted] == ["C1", "CF"]
    for row in posted:
        assert "Learned in Adoption" in row.card
        assert "siblings" not in row.card
        assert "Agency" not in row.card


def test_the_embedder_is_the_one_that_vectors_are_stored_by(carrying: Chat) -> None:
    assert carrying.earlier.embedder == BytesEmbedder(HashedEmbedder()).name
