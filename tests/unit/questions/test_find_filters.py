"""/find: filters narrow what the caller may see, and tell nobody of what they may not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.capture.models import Contribution
from bot.cards import Ask, ChoiceField, Invalid, Replace, TextField
from bot.questions.finding.full_text import rankings
from bot.questions.finding.query import parse
from bot.questions.finding.scope import Scope
from bot.themes.models import Theme, ThemeMembership
from tests.chat import Chat, as_a, buttons, said
from tests.world import NOW, add_channel, add_community, add_person, deleted, edited, place

NORTH = "Lesson: ring every enquirer back at once"
SOUTH = "Lesson: write to every enquirer by post"
PAST = "Lesson: six years ago we rang every enquirer twice"
OTHER = "Lesson: kinship carers want an enquirer evening"


@pytest.fixture
def talk(chat: Chat) -> Chat:
    """U1 (north) and U2 (south) told lessons; so did a past programme, and a stranger's one."""
    chat.say(NORTH, "m1", at=NOW - timedelta(days=1))
    chat.say(SOUTH, "m2", user="U2", at=NOW - timedelta(days=60))
    with chat.database.write() as unit:
        for slug, channel, user, past in (
            ("adoption", "P1", "P1", True),
            ("kin", "K1", "K1", False),
        ):
            community = add_community(unit, slug, past=past)
            add_channel(unit, community, channel)
            add_person(unit, community, user, hub=f"{slug}-hub")
        theme = Theme(community_id=chat.community.id, label="Call backs", born_at=NOW)
        unit.session.add(theme)
        unit.flush()
        first = unit.session.scalars(select(Contribution)).first()
        assert first is not None
        put = ThemeMembership(contribution_id=first.id, theme_id=theme.id, since=NOW)
        unit.session.add(put)
        unit.commit()
    chat.say(PAST, "p1", user="P1", conversation="P1", at=NOW - timedelta(days=2000))
    chat.say(OTHER, "k1", user="K1", conversation="K1")
    return chat


def found(chat: Chat, text: str, user: str = "U1") -> set[str]:
    words = said(chat.type("find", text, user=user))
    return {one for one in (NORTH, SOUTH, PAST, OTHER) if one in words}


def test_filters_narrow_what_is_found(talk: Chat) -> None:
    assert found(talk, "enquirer") == {NORTH, SOUTH, PAST}
    assert found(talk, "enquirer hub:north") == {NORTH}
    assert found(talk, "enquirer hub:SOUTH") == {SOUTH}
    assert found(talk, "enquirer programme:adoption") == {PAST}
    assert found(talk, "enquirer programme:fostering hub:north") == {NORTH}
    assert found(talk, "enquirer programme:adoption hub:north") == set()
    assert found(talk, 'enquirer theme:"call backs"') == {NORTH}
    assert found(talk, 'enquirer since:"last month"') == {NORTH}
    assert found(talk, "enquirer since:2026-07") == {NORTH, SOUTH}
    assert found(talk, "since:2026-07") == {NORTH, SOUTH}
    words = said(talk.type("find", "ring theme:backs since:2026-07"))
    assert "Only: theme Call backs, since 1 July 2026." in words
    assert "Learned in Adoption" in said(talk.type("find", "enquirer programme:adoption"))
    assert "Adoption-hub" not in said(talk.type("find", "enquirer programme:adoption"))


def test_an_unknown_filter_says_what_there_is_and_tells_of_no_other_community(talk: Chat) -> None:
    words = said(talk.type("find", "enquirer hub:kin-hub"))
    assert "I know no hub “kin-hub”. There is: North and South." in words
    assert "I know no hub “adoption-hub”" in said(talk.type("find", "hub:adoption-hub"))
    words = said(talk.type("find", "enquirer programme:kin"))
    assert "I know no programme “kin”. There is: Fostering and Adoption." in words
    assert "There is: Call backs." in said(talk.type("find", "enquirer theme:money"))
    assert "I don't know when “soon” is" in said(talk.type("find", "enquirer since:soon"))
    theirs = talk.type("find", "theme:call", user="K1", where=place("K1"))
    assert "There is no theme to filter by yet" in said(theirs)


def test_the_filter_button_opens_the_form_filled_in(talk: Chat) -> None:
    button = buttons(talk.type("find", "enquirer hub:NORTH theme:backs"))["find_filter"]
    form = as_a(Ask, talk.press(button.action, button.value)).form
    fields = {field.name: field for field in form.fields}
    words, hub, programme = fields["words"], fields["hub"], fields["programme"]
    assert isinstance(words, TextField)
    assert isinstance(hub, ChoiceField)
    assert (words.value, hub.value) == ("enquirer", "north")
    assert getattr(fields["theme"], "value", "") == "Call backs"
    assert [option.label for option in hub.options] == ["North", "South"]
    assert isinstance(programme, ChoiceField)
    assert [option.label for option in programme.options] == ["Fostering", "Adoption"]
    answer = talk.fill_in(form, {"words": "enquirer", "hub": "south", "since": "2026-07"})
    assert SOUTH in said(answer)
    assert NORTH not in said(answer)
    assert "since" in as_a(Invalid, talk.fill_in(form, {"words": "x", "since": "soon"})).errors
    assert "words" in as_a(Invalid, talk.fill_in(form, {"words": ""})).errors
    assert "add you" in said(talk.press("find_filter", "enquirer", user="D1"))


def test_pages_keep_their_filters(chat: Chat) -> None:
    for i in range(7):
        chat.say(f"Lesson {i}: ring every enquirer", f"m{i}", user="U2" if i == 3 else "U1")
    button = buttons(chat.type("find", "enquirer hub:north"))["find_page"]
    words = said(as_a(Replace, chat.press(button.action, button.value)))
    assert "Results 6 to 6 of 6" in words
    assert "hub North" in words


def test_the_words_of_every_language_are_found_whole_and_in_their_forms(chat: Chat) -> None:
    chat.say("Lesson: mae’r tŷ yn oer, ond mae gofalwyr maeth yn aros", "w1")
    chat.say("Lesson: calling/texting enquirers (same day!) doubled visits", "e1")
    for text in ("ty oer", "TŶ", "gofalwyr", "“gofalwyr maeth”", "maeth aros"):
        assert "mae’r tŷ" in said(chat.type("find", text)), text
    for text in ("call", "texts", "enquirer visit", '"same day"', "same-day"):
        assert "doubled visits" in said(chat.type("find", text)), text
    assert "doubled" not in said(chat.type("find", '"texting enquirer"')), "not these very words"


def test_edits_and_deletions_are_followed(chat: Chat) -> None:
    chat.say("Lesson: begin with zebras", "m1")
    chat.happen(edited("Lesson: begin with giraffes", "m1", at=NOW + timedelta(minutes=1)))
    assert "found nothing" in said(chat.type("find", '"zebras"'))
    assert "begin with giraffes" in said(chat.type("find", '"giraffes"'))
    chat.happen(deleted("m1", at=NOW + timedelta(hours=1)))
    assert "found nothing" in said(chat.type("find", "giraffes"))


HOSTILE = [
    '"', "'", "''", '""', '"*"', "*", "a*", "^a", "a:*", "text:a", "{text}:a", "NEAR(a b)",
    "a NEAR b", "a AND", "NOT", "OR OR", "a OR NOT b", "-a", "+", "(", ")", "((a", "a & b",
    "a | !b", "!!", "<->", "a <-> b", "\\", "\\'", "a\\", "%", "_", ";--", "'; DROP TABLE x; --",
    ":a", "$1", "%s", "%(a)s", "{}", "\x00", "\ud800", "\u202e", "ﬁ ²½", "🦓", "ё́", "한국어",
    "אָ", "𐐷", "ß İ ı", "٣", "'a':*", "a:b:c", "hub:", 'hub:"', "a" * 3000, "a " * 600, '"a" ' * 300,
]  # fmt: skip


def test_nothing_that_can_be_typed_is_an_error(chat: Chat) -> None:
    chat.say(NORTH, "m1")
    scope = Scope(frozenset({chat.community.id}))
    with chat.database.read() as unit:
        for text in HOSTILE:
            for typed in (text, f'enquirer {text}"{text}'):
                terms = parse(typed).terms
                found = rankings(unit.session, terms, scope, typing=typed != text)
                assert len(found) == (2 if terms else 0)
