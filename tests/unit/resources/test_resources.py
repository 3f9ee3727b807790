"""What people share is kept with its theme, found, changed by those who may, and let go of."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.cards import Ask, Say
from bot.community.models import Account
from bot.events import MessageAction, SharedFile
from bot.lessons.guide.document import Reader
from bot.lessons.guide.service import compile_guide, guide_for
from bot.lessons.models import Lesson, Status
from bot.lessons.resources.models import Resource
from bot.privacy.erasure import forget
from bot.store import Database
from bot.themes.models import Theme, ThemeMembership
from tests.chat import LONDON, Chat, as_a, said
from tests.world import NOW, deleted, edited, posted

URL = "https://hubs.example.org/docs/call-back-rota"
SAID = f"Our rota for the evenings, which six carers ring by: {URL}"
FILE = SharedFile(name="Rota.xlsx", url="https://files.example.org/rota.xlsx")


@pytest.fixture
def chat(database: Database) -> Chat:
    return Chat(database)


def kept(chat: Chat) -> list[tuple[str, str]]:
    with chat.database.read() as unit:
        rows = unit.session.scalars(select(Resource).order_by(Resource.id))
        return [(row.title, row.url) for row in rows if not row.removed]


def a_theme(chat: Chat, *messages: str) -> str:
    with chat.database.write() as unit:
        theme = Theme(community_id=chat.community.id, label="Call-backs", born_at=NOW)
        unit.session.add(theme)
        unit.flush()
        for message in messages:
            found = chat.contribution(message)
            assert found is not None
            unit.session.add(
                ThemeMembership(contribution_id=found.id, theme_id=theme.id, since=NOW)
            )
        unit.commit()
        return str(theme.id)


def opened(chat: Chat, theme: str, user: str = "U2") -> str:
    answer = chat.press("theme_open", theme, user=user)
    return str(answer)


def test_links_and_files_follow_their_message(chat: Chat) -> None:
    chat.happen(replace(posted(SAID, "m1"), files=(FILE,)))
    assert kept(chat) == [("Rota.xlsx", FILE.url), ("Call back rota", URL)]
    later = NOW + timedelta(minutes=5)
    chat.happen(edited(f"{SAID} and https://example.org/big-letter", "m1", at=later))
    assert kept(chat) == [
        ("Call back rota", URL),
        ("Big letter", "https://example.org/big-letter"),
    ]
    chat.happen(edited("We ring in the evenings, six of us", "m1", at=later + timedelta(minutes=5)))
    assert kept(chat) == []
    chat.happen(replace(posted(SAID, "m2"), files=(FILE,)))
    chat.happen(deleted("m2", at=later))
    assert kept(chat) == []


def test_a_link_alone_and_chatter_add_nothing(chat: Chat) -> None:
    chat.say(f"here: {URL}", "m1")
    chat.say(f"lol look at this, it is too funny for words: {URL}", "m2")
    theme = a_theme(chat, "m1", "m2")
    assert "Resources" not in opened(chat, theme)
    assert "found nothing" in said(chat.type("find", "funny rota", user="U2"))


def test_a_challenge_that_shares_is_found_on_both_sides_of_a_cross_post(chat: Chat) -> None:
    chat.say(SAID, "m1")
    chat.say(SAID, "m1", conversation="C2", at=NOW + timedelta(minutes=1))
    theme = a_theme(chat, "m1")
    assert opened(chat, theme).count("title='Call back rota'") <= 1
    found = said(chat.type("find", "evenings carers", user="U2"))
    assert "Results 1 to 1 of 1" in found
    assert "Resource" in found


def test_a_theme_shows_members_what_was_shared_and_find_finds_it(chat: Chat) -> None:
    chat.say(SAID, "m1")
    theme = a_theme(chat, "m1")
    assert "Call back rota" in opened(chat, theme)
    assert "Call back rota" not in opened(chat, theme, user="D1")
    found = as_a(Say, chat.type("find", "evening rota", user="U2"))
    assert "Resource" in str(found)
    assert URL in str(found)


def test_who_shared_it_and_facilitators_change_and_remove_it(chat: Chat) -> None:
    chat.say(SAID, "m1")
    theme = a_theme(chat, "m1")
    assert "resource_edit" not in opened(chat, theme)
    assert "resource_edit" in opened(chat, theme, user="U1")
    with chat.database.read() as unit:
        key = str(unit.session.scalars(select(Resource.id)).one())
    assert "Only the person who shared it" in str(chat.press("resource_edit", key, user="U2"))
    form = as_a(Ask, chat.press("resource_edit", key, user="U1")).form
    assert [one.name for one in form.fields] == ["title", "who_for"]
    chat.fill_in(form, {"title": "Evening rota", "who_for": "shift leads", "audience": "anyone"})
    chat.happen(edited(f"{SAID} Take it!", "m1", at=NOW + timedelta(minutes=5)))
    with chat.database.read() as unit:
        row = unit.session.scalars(select(Resource)).one()
        assert (row.title, row.who_for, row.audience) == ("Evening rota", "shift leads", "members")
    assert "Evening rota" in str(chat.type("find", "shift leads", user="U2"))
    chat.press("resource_remove", key, user="F1")
    chat.happen(edited(f"{SAID} Take it now!", "m1", at=NOW + timedelta(minutes=9)))
    assert "Resources" not in opened(chat, theme)


def test_the_guide_gives_each_reader_what_they_may_have(chat: Chat) -> None:
    chat.say(f"Lesson {SAID}", "m1")
    chat.say("Our letter for everyone is at https://example.org/first-letter", "m2", thread="m1")
    a_theme(chat, "m1")
    with chat.database.write() as unit:
        message = chat.contribution("m1")
        assert message is not None
        unit.session.add(
            Lesson(
                contribution_id=message.id,
                what_happened="x",
                recommendation="Ring in the evenings.",
                worked=True,
                sharing="public",
                stage="delivery",
                status=Status.CHECKED,
                tagged_at=NOW,
            )
        )
        letter = unit.session.scalars(select(Resource).where(Resource.url.contains("letter"))).one()
        letter.audience = "anyone"
        unit.flush()
        community = message.community_id
        here = unit.session.get_one(type(chat.community), community)
        compile_guide(unit, here, LONDON, None, NOW)
        unit.commit()
    with chat.database.read() as unit:
        here = unit.session.get_one(type(chat.community), community)
        whole, outside = (
            str(guide_for(unit.session, here, reader)) for reader in (Reader.NOW, Reader.SECTOR)
        )
    assert URL in whole
    assert "first-letter" in whole
    assert URL not in outside
    assert "first-letter" in outside


def test_what_is_erased_or_forgotten_goes(chat: Chat) -> None:
    chat.say(SAID, "m1")
    chat.say(SAID.replace("rota", "letter"), "m2", user="U2")
    chat.choose(MessageAction.DONT_KEEP_THIS, "m1", user="U1", author="U1")
    assert [url for _, url in kept(chat)] == [URL.replace("rota", "letter")]
    with chat.database.read() as unit:
        key = str(unit.session.scalars(select(Resource.id)).one())
    form = as_a(Ask, chat.press("resource_edit", key, user="F1")).form
    chat.fill_in(form, {"title": "My own name", "who_for": "", "audience": "anyone"}, user="F1")
    for user, left in (("F1", ["Call back letter"]), ("U2", [])):
        with chat.database.write() as unit:
            account = unit.session.scalars(select(Account).where(Account.user_id == user)).one()
            forget(unit, account.person, by=None, now=NOW)
            unit.commit()
        assert [title for title, _ in kept(chat)] == left
