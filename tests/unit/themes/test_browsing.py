"""/themes: exact for members; in bands and without messages for officials; plain if too little."""

from datetime import timedelta
from typing import Any

import pytest

from bot.cards import Chart, Replace
from bot.lessons.models import Lesson
from bot.themes.cards import PAGE
from bot.themes.models import Theme, ThemeState
from tests.chat import as_a, buttons, said
from tests.unit.themes.board import Board
from tests.world import NOW, deleted, place

DAY = timedelta(days=1)


def as_card(answer: Any) -> Any:
    return answer.card.elements


def test_too_little_to_group_is_said_plainly(board: Board) -> None:
    assert "too little to group yet" in said(board.chat.type("themes"))


def test_members_see_label_trend_exact_hubs_and_the_newest(board: Board) -> None:
    board.theme("Slow checks", ["U1", "U2"])
    words = said(board.chat.type("themes"))
    assert (
        "Slow checks: 2 hubs, new in the last two weeks, newest message 19 September 2026" in words
    )
    assert "▁▁▁▁▁▁▁█ 0, 0, 0, 0, 0, 0, 0, 2 hubs a week" in words


def test_officials_see_only_themes_of_three_hubs_in_bands(board: Board) -> None:
    users = board.hubs(4)
    board.theme("Slow checks", users)
    board.theme("Quiet matter", users[:2])
    words = said(board.chat.type("themes", user="D1"))
    assert "Slow checks: 3 to 5 hubs, new in the last two weeks" in words
    assert "█ 3 to 5 hubs in a week at most" in words
    assert "Quiet matter" not in words
    assert "September" not in words


def test_officials_with_no_theme_to_see_are_told(board: Board) -> None:
    board.theme("Quiet matter", ["U1", "U2"])
    assert "No theme has been raised by 3 or more hubs" in said(
        board.chat.type("themes", user="D1")
    )


def test_a_member_opens_description_weeks_and_messages(board: Board) -> None:
    theme = board.theme("Slow checks", ["U1", "U2"])
    opened = board.chat.press("theme_open", str(theme))
    words = said(opened)
    assert "What Slow checks is." in words
    assert "Messages: 2" in words
    assert "About Slow checks, says U1" in words
    assert "A hub, 19 September 2026" in words
    assert "Name of U1" not in words
    [chart] = [one for one in as_card(opened) if isinstance(one, Chart)]
    assert len(chart.bars) == 8
    assert chart.bars[-1].value == 2
    assert "week to 21 September 2026, 2 hubs" in chart.alternative


def test_an_official_opens_no_messages_hubs_or_exact_numbers(board: Board) -> None:
    theme = board.theme("Slow checks", board.hubs(7))
    board.theme("Other", ["U1"])
    opened = board.chat.press("theme_open", str(theme), user="D1")
    words = said(opened)
    assert "Raised by: 6 or more hubs" in words
    assert "says H" not in words
    assert "Hub-h" not in words
    assert "Messages" not in words
    [chart] = [one for one in as_card(opened) if isinstance(one, Chart)]
    assert {bar.value for bar in chart.bars} == {0, 6}
    assert "7" not in "".join(bar.words for bar in chart.bars)


def test_words_of_a_message_are_an_example_to_members_and_nothing_to_officials(
    board: Board,
) -> None:
    users = board.hubs(3)
    theme = board.theme("Slow checks", users)
    board.chat.say("We wait nine weeks for every single check", "m", user=users[0])
    with board.chat.database.write() as unit:
        named = unit.session.get_one(Theme, theme)
        named.label = "What Hub-h0 waits for"
        named.description = "About Slow checks, says H0"
        unit.commit()
    assert "For example: “About Slow checks, says H0”" in said(
        board.chat.press("theme_open", str(theme))
    )
    opened = said(board.chat.press("theme_open", str(theme), user="D1"))
    listed = said(board.chat.type("themes", user="D1"))
    assert "says H0" not in opened
    for words in (opened, listed):
        assert "Hub-h0" not in words
        assert "What a hub waits for" in words


def test_weeks_of_one_hub_look_like_weeks_of_none_to_officials(board: Board) -> None:
    users = board.hubs(3)
    theme = board.theme("Slow checks", users)
    board.chat.say("again", "late", user=users[0], thread="Slow checks-0", at=NOW - 15 * DAY)
    opened = board.chat.press("theme_open", str(theme), user="D1")
    [chart] = [one for one in as_card(opened) if isinstance(one, Chart)]
    assert {bar.words for bar in chart.bars[:-1]} == {"fewer than 3 hubs"}


def test_an_official_can_t_open_a_theme_of_two_hubs(board: Board) -> None:
    theme = board.theme("Quiet matter", ["U1", "U2"])
    words = said(board.chat.press("theme_open", str(theme), user="D1"))
    assert "Quiet matter" not in words
    assert "fewer than 3 hubs" in words


@pytest.mark.parametrize("user", ["stranger"])
def test_strangers_see_nothing(board: Board, user: str) -> None:
    theme = board.theme("Slow checks", ["U1"])
    assert "for members" in said(board.chat.type("themes", user=user))
    assert "for members" in said(board.chat.press("theme_open", str(theme), user=user))
    private = place("DM", private=True)
    assert "add you" in said(board.chat.type("themes", user=user, where=private))


def test_deleted_messages_and_cross_posts_do_not_count(board: Board) -> None:
    theme = board.theme("Slow checks", ["U1", "U2"])
    board.chat.happen(deleted("Slow checks-0", at=NOW))
    words = said(board.chat.press("theme_open", str(theme)))
    assert "Raised by: 1 hub" in words
    assert "says U1" not in words


def test_lessons_are_shown_as_widely_as_they_are_shared_and_checked(board: Board) -> None:
    users = board.hubs(3)
    theme = board.theme("Slow checks", users)
    shared = [("members", "checked"), ("department", "checked"), ("public", "captured")]
    for i, (sharing, status) in enumerate(shared):
        with board.chat.database.write() as unit:
            contribution = board.chat.kept(f"Slow checks-{i}")
            lesson = Lesson(
                contribution_id=contribution.id,
                what_happened="x",
                recommendation=f"Advice {sharing}",
                worked=i != 1,
                sharing=sharing,
                named=True,
                status=status,
                tagged_at=NOW,
            )
            unit.session.add(lesson)
            unit.commit()
    mine = said(board.chat.press("theme_open", str(theme)))
    assert all(f"Advice {one}" in mine for one in ("members", "department", "public"))
    theirs = said(board.chat.press("theme_open", str(theme), user="D1"))
    assert "Advice department From what did not work. Told by Hub-h1." in theirs
    assert "Advice members" not in theirs
    assert "Advice public" not in theirs


def test_many_themes_come_in_pages_pinned_first(board: Board) -> None:
    for i in range(PAGE + 1):
        board.theme(f"Theme {i}", ["U1"], pinned=i == PAGE)
    first = board.chat.type("themes")
    assert f"Theme {PAGE}: 1 hub" in said(first)
    assert "pinned" in said(first)
    button = buttons(first)["themes_page"]
    second = as_a(Replace, board.chat.press(button.action, button.value))
    assert f"Theme {PAGE - 1}: 1 hub" in said(second)
    assert said(second).count("Open") == 1
    last = as_a(Replace, board.chat.press("themes_page", "99"))
    assert said(last) == said(second)


@pytest.mark.parametrize("value", ["", "x", "999"])
def test_a_stale_button_says_so(board: Board, value: str) -> None:
    assert "not there any more" in said(board.chat.press("theme_open", value))


def test_a_merged_theme_opens_where_it_went(board: Board) -> None:
    into = board.theme("Slow checks", ["U1"])
    old = board.theme("Old", ["U2"], state=ThemeState.MERGED, merged_into_id=into)
    words = said(board.chat.press("theme_open", str(old)))
    assert "“Old” was merged into this theme." in words
    assert "What Slow checks is." in words


def test_very_long_and_welsh_messages_are_cut_between_words(board: Board) -> None:
    theme = board.theme("Rotas", ["U1"])
    board.chat.say("Mae'r rota'n gweithio – " * 200, "Rotas-0", user="U1", at=NOW)
    words = said(board.chat.press("theme_open", str(theme)))
    assert "Mae'r rota'n gweithio –" in words
    assert len(words) < 2000


def test_members_get_no_curating_buttons(board: Board) -> None:
    theme = board.theme("Slow checks", ["U1"])
    assert set(buttons(board.chat.press("theme_open", str(theme)))) == set()
    curating = buttons(board.chat.press("theme_open", str(theme), user="F1"))
    own = {"theme_rename", "theme_merge", "theme_move", "theme_pin"}
    assert set(curating) == own | {"ask_add"}
