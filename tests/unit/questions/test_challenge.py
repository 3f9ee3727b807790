"""/challenge: posted once, kept, and other hubs counted without giving one or two away."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.capture.models import Contribution, Kind
from bot.cards import Ask, Invalid
from bot.community.models import Community
from bot.questions.challenging.cards import raised_words
from bot.themes.models import Theme, ThemeMembership
from tests.chat import Chat, as_a, said
from tests.world import NOW, add_person, place


def theme_raised_by(chat: Chat, users: list[str]) -> None:
    for i, user in enumerate(users):
        chat.say(f"Checks take months, says {user}", f"m{i}", user=user, at=NOW - timedelta(days=1))
    with chat.database.write() as unit:
        theme = Theme(community_id=chat.community.id, label="Slow checks", born_at=NOW)
        unit.session.add(theme)
        unit.flush()
        for contribution in unit.session.scalars(select(Contribution)):
            unit.session.add(
                ThemeMembership(contribution_id=contribution.id, theme_id=theme.id, since=NOW)
            )
        unit.commit()
        chat.theme = theme.id


def members_of_hubs(chat: Chat, number: int) -> list[str]:
    users = [f"H{i}" for i in range(number)]
    with chat.database.write() as unit:
        community = unit.session.get_one(Community, chat.community.id)
        for user in users:
            add_person(unit, community, user, hub=f"hub{user.lower()}")
        unit.commit()
    return users


def test_it_is_posted_and_kept_as_a_challenge(chat: Chat) -> None:
    words = said(chat.type("challenge", "Medical checks take five months"))
    assert "posted in #c1" in words
    [(row, card)] = chat.outbox()
    assert row.conversation == "C1"
    assert card.text == "Name of U1 shares a challenge: Medical checks take five months"
    with chat.database.read() as unit:
        kept = unit.session.scalars(select(Contribution)).one()
    assert (kept.kind, kept.kind_by) == (Kind.CHALLENGE, "person")


def test_three_or_more_other_hubs_are_counted(chat: Chat) -> None:
    theme_raised_by(chat, members_of_hubs(chat, 4))
    assert "4 other hubs have raised" in said(chat.type("challenge", "Checks take months"))


def test_the_caller_s_own_hub_is_not_counted(chat: Chat) -> None:
    theme_raised_by(chat, [*members_of_hubs(chat, 3), "U1"])
    assert "3 other hubs" in said(chat.type("challenge", "Checks take months"))


@pytest.mark.parametrize("hubs", [1, 2])
def test_one_or_two_hubs_are_not_told_apart_or_named(chat: Chat, hubs: int) -> None:
    theme_raised_by(chat, members_of_hubs(chat, hubs))
    words = said(chat.type("challenge", "Checks take months"))
    assert "A few others have raised something like this." in words
    assert "Hub" not in words


def test_raised_by_nobody_else_is_said() -> None:
    assert raised_words(0) == "I know of no other hub that has raised this yet."


def test_the_form_posts_once_however_often_it_is_sent(chat: Chat) -> None:
    form = as_a(Ask, chat.type("challenge")).form
    assert "challenge" in as_a(Invalid, chat.fill_in(form, {"challenge": ""})).errors
    chat.fill_in(form, {"challenge": "No beds"})
    assert "posted before" in said(chat.fill_in(form, {"challenge": "No beds"}))
    with chat.database.read() as unit:
        assert unit.session.scalar(select(func.count(Contribution.id))) == 1
    assert len(chat.outbox()) == 1


def test_a_very_long_challenge_is_given_back_to_shorten(chat: Chat) -> None:
    form = as_a(Ask, chat.type("challenge", "x" * 5000)).form
    assert chat.outbox() == []
    errors = as_a(Invalid, chat.fill_in(form, {"challenge": "x" * 3001})).errors
    assert "3,000 characters or fewer" in errors["challenge"]


def test_welsh_is_posted_as_it_was_written(chat: Chat) -> None:
    chat.type("challenge", "Mae'r gwiriadau'n cymryd misoedd – ŵyr neb pam", where=place("C2"))
    [(row, card)] = chat.outbox()
    assert row.conversation == "C2"
    assert "ŵyr neb pam" in card.text
