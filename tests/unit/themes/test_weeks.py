"""Any week can be shown as it was; a theme's page tells its past."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.cards import Replace, Say
from bot.community.models import Person
from bot.privacy.erasure import UNNAMED, forget
from bot.privacy.retention import tidy
from bot.themes.curation import Curation
from bot.themes.models import Theme, ThemeEvent, ThemeWeek
from bot.themes.weeks.service import keep_week, week_of, weeks_kept
from tests.chat import LONDON, as_a, buttons, said
from tests.unit.themes.board import Board
from tests.world import NOW, deleted

WEEK = timedelta(days=7)
THIS, BEFORE = date(2026, 9, 21), date(2026, 9, 14)


def keep(board: Board, weeks_ago: int) -> None:
    keep_week(board.chat.database, board.chat.community.id, NOW - weeks_ago * WEEK, LONDON)


def rename(board: Board, theme: int, label: str) -> None:
    with board.chat.database.write() as unit:
        by = unit.session.scalars(select(Person).where(Person.name == "Name of F1")).one()
        Curation(unit, by, NOW).rename(unit.session.get_one(Theme, theme), label, "")
        unit.commit()


@pytest.fixture
def renamed(board: Board) -> int:
    """A theme that was kept last week, and has another name and one more hub now."""
    theme = board.theme("Slow checks", ["U1"], at=NOW - WEEK - timedelta(days=1))
    keep(board, 1)
    rename(board, theme, "Waiting for checks")
    board.chat.say("And us", "more", user="U2", thread="Slow checks-0")
    keep(board, 0)
    return theme


def test_weeks_begin_on_mondays_where_people_are() -> None:
    sunday_night = NOW.replace(month=9, day=20, hour=23, minute=30)  # Monday in London
    assert week_of(sunday_night, LONDON) == THIS
    assert week_of(NOW, LONDON) == THIS


def test_a_week_is_shown_as_it_was(board: Board, renamed: int) -> None:
    now = board.chat.type("themes")
    assert "Waiting for checks: 2 hubs" in said(now)
    button = buttons(now)["themes_week"]
    assert button.label == "Earlier weeks"
    then = as_a(Replace, board.chat.press(button.action, button.value))
    words = said(then)
    assert "Themes of Fostering hubs in the week of 14 September 2026" in words
    assert "Slow checks: 1 hub" in words
    assert "Waiting for checks" not in words
    assert "▁▁▁▁▁▁▁█ 0, 0, 0, 0, 0, 0, 0, 1 hubs a week" in words
    assert buttons(then)["themes_week"].label == "Week after"
    after = as_a(Replace, board.chat.press("themes_week", buttons(then)["themes_week"].value))
    assert "Waiting for checks: 2 hubs" in said(after)
    back = board.chat.press("themes_page", buttons(after)["themes_page"].value)
    assert "Waiting for checks" in said(back)


def test_a_theme_opens_as_it_was_with_what_became_of_it(board: Board, renamed: int) -> None:
    opened = as_a(Say, board.chat.press("theme_week_open", f"{renamed} {BEFORE}"))
    words = said(opened)
    assert "It is called “Waiting for checks” now." in words
    assert "Conversations: 1" in words
    assert "About Slow checks, says U1" in words
    assert "And us" not in words, "it was said later"
    again = board.chat.press("theme_open", buttons(opened)["theme_open"].value)
    assert "Waiting for checks" in said(again)


def test_erased_words_are_not_shown_in_the_past_either(board: Board, renamed: int) -> None:
    board.chat.happen(deleted("Slow checks-0", at=NOW))
    words = said(board.chat.press("theme_week_open", f"{renamed} {BEFORE}"))
    assert "says U1" not in words
    assert "None of its messages is kept any more" in words


def test_a_forgotten_person_s_words_leave_the_names_of_the_past(board: Board) -> None:
    board.theme("Slow checks", ["U1"], at=NOW - WEEK)
    board.theme("Panels", ["U1", "U2"], at=NOW - WEEK)
    keep(board, 0)
    with board.chat.database.write() as unit:
        person = unit.session.scalars(select(Person).where(Person.name == "Name of U1")).one()
        forget(unit, person, by=None, now=NOW)
        unit.commit()
    with board.chat.database.read() as unit:
        labels = set(unit.session.scalars(select(ThemeWeek.label)))
    assert labels == {UNNAMED, "Panels"}


def test_a_week_is_kept_once_as_it_was_last(board: Board) -> None:
    theme = board.theme("Slow checks", ["U1"])
    keep(board, 0)
    rename(board, theme, "Waiting")
    keep(board, 0)
    with board.chat.database.read() as unit:
        assert unit.session.scalars(select(ThemeWeek.label)).all() == ["Waiting"]
        assert weeks_kept(unit.session, board.chat.community.id) == [THIS]


@pytest.mark.parametrize("user", ["D1", "stranger"])
def test_only_members_look_back(board: Board, renamed: int, user: str) -> None:
    value = f"{board.chat.community.id} {BEFORE} 0"
    for action, given in (("themes_week", value), ("theme_week_open", f"{renamed} {BEFORE}")):
        words = said(board.chat.press(action, given, user=user))
        assert "for members" in words
        assert "Slow" not in words


@pytest.mark.parametrize("value", ["", "x", "1", "1 2026-09-99 0", "1 2020-01-06 0", "1 soon 0"])
def test_a_week_that_was_not_kept_is_told_so(board: Board, renamed: int, value: str) -> None:
    assert "Nothing is kept of that week" in said(board.chat.press("themes_week", value))


@pytest.mark.parametrize("monday", ["", "2020-01-06", "x"])
def test_a_theme_that_was_not_there_then_is_told_so(
    board: Board, renamed: int, monday: str
) -> None:
    words = said(board.chat.press("theme_week_open", f"{renamed} {monday}"))
    assert "Nothing is kept of that week" in words


def test_a_theme_s_page_tells_its_past(board: Board, renamed: int) -> None:
    old = board.theme("Police checks", ["U2"])
    with board.chat.database.write() as unit:
        by = unit.session.scalars(select(Person).where(Person.name == "Name of F1")).one()
        born = ThemeEvent(theme_id=renamed, what="born", at=NOW, detail={"threads": 4})
        born.id = -1  # before the renaming
        unit.session.add(born)
        theme, into = (unit.session.get_one(Theme, one) for one in (old, renamed))
        Curation(unit, by, NOW).merge(theme, into)
        unit.commit()
    words = said(board.chat.press("theme_open", str(renamed)))
    assert "First found on 21 September 2026, with 4 conversations." in words
    assert "“Police checks” became part of it, the latest on 21 September 2026." in words
    assert "A facilitator named it on 21 September 2026." in words
    assert "First found" not in said(board.chat.press("theme_open", str(renamed), user="D1"))


def test_weeks_go_when_the_time_of_their_words_is_over(board: Board, renamed: int) -> None:
    tidy(board.chat.database, 1, NOW + timedelta(days=27))
    with board.chat.database.read() as unit:
        assert unit.session.scalars(select(ThemeWeek.week)).all() == [THIS]
