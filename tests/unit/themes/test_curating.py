"""Facilitators rename, pin, merge and undo it, move and split; others are refused; all is noted."""

import pytest
from sqlalchemy import select

from bot.capture.models import Contribution
from bot.cards import Ask, Form, Invalid, Replace
from bot.community.models import Community, Person, Role
from bot.privacy.models import AuditEntry
from bot.themes.forms import LONGEST_LABEL, TO_NEW, TO_NONE
from bot.themes.models import Theme, ThemeEvent, ThemeMembership, ThemeState
from tests.chat import as_a, buttons, said
from tests.unit.themes.board import Board
from tests.world import add_community, add_person


def theme(board: Board, theme_id: int) -> Theme:
    with board.chat.database.read() as unit:
        return unit.session.get_one(Theme, theme_id)


def members(board: Board, theme_id: int | None) -> dict[str, str | None]:
    """The messages of a theme and who put each there (None: the machine)."""
    with board.chat.database.read() as unit:
        rows = unit.session.execute(
            select(Contribution.message_id, Person.name)
            .join(ThemeMembership, ThemeMembership.contribution_id == Contribution.id)
            .outerjoin(Person, Person.id == ThemeMembership.by_id)
            .where(ThemeMembership.theme_id == theme_id)
        )
        return {row.message_id: row.name for row in rows}


def noted(board: Board, theme_id: int) -> list[str]:
    """What events say happened to a theme; the audit log must say the same, without words."""
    with board.chat.database.read() as unit:
        events = unit.session.scalars(
            select(ThemeEvent).where(ThemeEvent.theme_id == theme_id).order_by(ThemeEvent.id)
        ).all()
        entries = unit.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject == f"theme:{theme_id}")
            .order_by(AuditEntry.id)
        ).all()
    assert [entry.action for entry in entries] == [f"theme.{event.what}" for event in events]
    assert all(entry.by_id is not None for entry in entries)
    return [event.what for event in events]


def form(board: Board, action: str, theme_id: int, user: str = "F1") -> Form:
    return as_a(Ask, board.chat.press(action, str(theme_id), user=user)).form


FORMS = {
    "theme_rename": {"label": "Mine now", "description": ""},
    "theme_merge": {"into": "2"},
    "theme_move": {"threads": ("1",), "to": TO_NONE},
}


@pytest.mark.parametrize("user", ["U1", "D1", "stranger", "K1"])
@pytest.mark.parametrize(
    "action", ["theme_rename", "theme_merge", "theme_move", "theme_pin", "theme_unmerge"]
)
def test_only_this_community_s_facilitators_curate(board: Board, user: str, action: str) -> None:
    with board.chat.database.write() as unit:
        add_person(unit, add_community(unit, "kinship"), "K1", Role.FACILITATOR)
        unit.commit()
    first, second = board.theme("First", ["U1"]), board.theme("Second", ["U2"])
    value = f"{first} on" if action == "theme_pin" else str(first)
    assert "Only a facilitator" in said(board.chat.press(action, value, user=user))
    if action in FORMS:
        sent = Form(form=action, title="x", fields=(), context=str(first))
        values: dict[str, str | tuple[str, ...]] = dict(FORMS[action])
        assert "Only a facilitator" in said(board.chat.fill_in(sent, values, user=user))
    assert theme(board, first).label == "First"
    assert members(board, first) == {"First-0": None}
    assert members(board, second) == {"Second-0": None}
    assert noted(board, first) == []


def test_a_person_s_words_are_kept_as_theirs(board: Board) -> None:
    first = board.theme("First", ["U1"])
    asked = form(board, "theme_rename", first)
    values: dict[str, str | tuple[str, ...]] = {
        "label": "  Galwadau   araf ",
        "description": "Ŵyr neb pam.",
    }
    assert "“Galwadau araf”" in said(board.chat.fill_in(asked, values, user="F1"))
    board.chat.fill_in(asked, values, user="F1")
    renamed = theme(board, first)
    assert (renamed.label, renamed.description) == ("Galwadau araf", "Ŵyr neb pam.")
    assert renamed.label_by_id is not None
    assert renamed.description_by_id is not None
    assert noted(board, first) == ["renamed"], "the second press changed nothing"


def test_only_the_words_that_changed_become_a_person_s(board: Board) -> None:
    first = board.theme("First", ["U1"])
    values: dict[str, str | tuple[str, ...]] = {
        "label": "Better",
        "description": theme(board, first).description,
    }
    board.chat.fill_in(form(board, "theme_rename", first), values, user="F1")
    assert theme(board, first).description_by_id is None


@pytest.mark.parametrize("label", ["", "x" * (LONGEST_LABEL + 1), "SECOND"])
def test_a_name_must_be_there_short_and_its_own(board: Board, label: str) -> None:
    first, _ = board.theme("First", ["U1"]), board.theme("Second", ["U2"])
    answer = board.chat.fill_in(form(board, "theme_rename", first), {"label": label}, user="F1")
    assert set(as_a(Invalid, answer).errors) == {"label"}
    assert theme(board, first).label == "First"


def test_pinning_twice_is_pinning_once(board: Board) -> None:
    first = board.theme("First", ["U1"])
    button = buttons(board.chat.press("theme_open", str(first), user="F1"))["theme_pin"]
    board.chat.press(button.action, button.value, user="F1")
    card = as_a(Replace, board.chat.press(button.action, button.value, user="F1"))
    assert theme(board, first).pinned
    assert buttons(card)["theme_pin"].label == "Unpin"
    board.chat.press("theme_pin", buttons(card)["theme_pin"].value, user="F1")
    assert not theme(board, first).pinned
    assert noted(board, first) == ["pinned", "unpinned"]


def merge(board: Board, what: int, into: int) -> str:
    return said(
        board.chat.fill_in(form(board, "theme_merge", what), {"into": str(into)}, user="F1")
    )


def test_a_merge_moves_all_and_can_be_undone(board: Board) -> None:
    first, second = board.theme("First", ["U1", "U2"]), board.theme("Second", ["U2"])
    board.chat.fill_in(
        form(board, "theme_move", second),
        {"threads": (str(board.chat.kept("Second-0").id),), "to": str(first)},
        user="F1",
    )
    third = board.theme("Third", ["F1"])
    before = members(board, first)
    assert before == {"First-0": None, "First-1": None, "Second-0": "Name of F1"}
    assert "now part of “Third”" in merge(board, first, third)
    assert set(members(board, third)) == {*before, "Third-0"}
    assert set(members(board, third).values()) == {None, "Name of F1"}
    assert theme(board, first).state is ThemeState.MERGED
    opened = board.chat.press("theme_open", str(third), user="F1")
    undo = buttons(opened)["theme_unmerge"]
    assert undo.label == "Undo merge of “First”"
    assert "3 conversations came back" in said(board.chat.press(undo.action, undo.value, user="F1"))
    assert members(board, first) == before, "each as it was, the machine's and the person's"
    assert members(board, third) == {"Third-0": None}
    assert "not merged" in said(board.chat.press(undo.action, undo.value, user="F1"))
    assert noted(board, first) == ["merged", "unmerged"]


def test_what_was_moved_on_after_a_merge_stays_where_people_put_it(board: Board) -> None:
    first, second = board.theme("First", ["U1", "U2"]), board.theme("Second", ["U2"])
    third = board.theme("Third", ["F1"])
    merge(board, first, second)
    moved = str(board.chat.kept("First-0").id)
    asked = form(board, "theme_move", second)
    board.chat.fill_in(asked, {"threads": (moved,), "to": str(third)}, user="F1")
    board.chat.press("theme_unmerge", str(first), user="F1")
    assert set(members(board, first)) == {"First-1"}
    assert set(members(board, third)) == {"Third-0", "First-0"}


def test_a_merge_can_be_undone_after_its_theme_was_merged_on(board: Board) -> None:
    first, second = board.theme("First", ["U1"]), board.theme("Second", ["U2"])
    third = board.theme("Third", ["F1"])
    merge(board, first, second)
    merge(board, second, third)
    board.chat.press("theme_unmerge", str(first), user="F1")
    assert set(members(board, first)) == {"First-0"}
    assert set(members(board, third)) == {"Second-0", "Third-0"}


@pytest.mark.parametrize("into", ["", "x", "itself"])
def test_a_merge_needs_another_theme(board: Board, into: str) -> None:
    first, _ = board.theme("First", ["U1"]), board.theme("Second", ["U2"])
    chosen = str(first) if into == "itself" else into
    answer = board.chat.fill_in(form(board, "theme_merge", first), {"into": chosen}, user="F1")
    assert set(as_a(Invalid, answer).errors) == {"into"}


def test_a_theme_of_another_community_is_no_target(board: Board) -> None:
    first, second = board.theme("First", ["U1"]), board.theme("Second", ["U2"])
    with board.chat.database.write() as unit:
        other = add_community(unit, "kinship")
        unit.session.get_one(Theme, second).community_id = other.id
        unit.commit()
    sent = Form(form="theme_merge", title="x", fields=(), context=str(first))
    assert "Only a facilitator" in said(board.chat.fill_in(sent, {"into": str(second)}, user="F1"))
    assert "no other theme" in said(board.chat.press("theme_merge", str(first), user="F1"))


def test_merging_twice_says_it_was_merged(board: Board) -> None:
    first, second = board.theme("First", ["U1"]), board.theme("Second", ["U2"])
    asked = form(board, "theme_merge", first)
    board.chat.fill_in(asked, {"into": str(second)}, user="F1")
    again = said(board.chat.fill_in(asked, {"into": str(second)}, user="F1"))
    assert "no longer active" in again
    assert noted(board, first) == ["merged"]


def test_threads_move_to_another_theme_or_to_none(board: Board) -> None:
    first, second = board.theme("First", ["U1", "U2", "F1"]), board.theme("Second", ["U2"])
    asked = form(board, "theme_move", first)
    to_second, to_none = (str(board.chat.kept(f"First-{i}").id) for i in (0, 1))
    board.chat.fill_in(asked, {"threads": (to_second,), "to": str(second)}, user="F1")
    board.chat.fill_in(asked, {"threads": (to_none,), "to": TO_NONE}, user="F1")
    assert members(board, first) == {"First-2": None}
    assert members(board, second) == {"Second-0": None, "First-0": "Name of F1"}
    assert members(board, None) == {"First-1": "Name of F1"}
    answer = board.chat.fill_in(asked, {"threads": (to_none,), "to": TO_NONE}, user="F1")
    assert "moved before" in as_a(Invalid, answer).errors["threads"]


def test_splitting_off_makes_a_theme_with_the_person_s_name(board: Board) -> None:
    first = board.theme("First", ["U1", "U2"])
    asked = form(board, "theme_move", first)
    chosen = (str(board.chat.kept("First-0").id),)
    values: dict[str, str | tuple[str, ...]] = {"threads": chosen, "to": TO_NEW, "label": "New one"}
    assert "the new theme “New one”" in said(board.chat.fill_in(asked, values, user="F1"))
    with board.chat.database.read() as unit:
        new = unit.session.scalars(select(Theme).where(Theme.label == "New one")).one()
    assert new.label_by_id is not None
    assert members(board, new.id) == {"First-0": "Name of F1"}
    assert noted(board, new.id) == ["born"]
    assert noted(board, first) == ["moved"]
    again = as_a(Invalid, board.chat.fill_in(asked, values, user="F1")).errors
    assert "moved before" in again["label"]
    with board.chat.database.read() as unit:
        assert len(unit.session.scalars(select(Theme)).all()) == 2, "a second press makes no other"


def test_an_emptied_theme_fades_unless_it_is_pinned(board: Board) -> None:
    first, pinned = board.theme("First", ["U1"]), board.theme("Pinned", ["U2"], pinned=True)
    for what, message in ((first, "First-0"), (pinned, "Pinned-0")):
        chosen = (str(board.chat.kept(message).id),)
        asked = form(board, "theme_move", what)
        board.chat.fill_in(asked, {"threads": chosen, "to": TO_NONE}, user="F1")
    assert theme(board, first).state is ThemeState.FADED
    assert theme(board, pinned).state is ThemeState.ACTIVE
    assert noted(board, first) == ["moved", "faded"]
    assert "No message stands" in said(board.chat.press("theme_open", str(pinned), user="F1"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"threads": (), "to": TO_NONE}, "threads"),
        ({"threads": ("1",), "to": ""}, "to"),
        ({"threads": ("1",), "to": TO_NEW, "label": " "}, "label"),
        ({"threads": ("1",), "to": TO_NEW, "label": "x" * 81}, "label"),
        ({"threads": ("1",), "to": TO_NEW, "label": "first"}, "label"),
    ],
)
def test_the_move_form_is_checked(
    board: Board, values: dict[str, str | tuple[str, ...]], field: str
) -> None:
    first = board.theme("First", ["U1"])
    chosen = {"threads": (str(board.chat.kept("First-0").id),)} if values["threads"] else {}
    answer = board.chat.fill_in(form(board, "theme_move", first), values | chosen, user="F1")
    assert set(as_a(Invalid, answer).errors) == {field}


def test_stale_buttons_of_faded_and_gone_themes_say_so(board: Board) -> None:
    faded = board.theme("Faded", ["U1"], state=ThemeState.FADED)
    for action in ("theme_rename", "theme_merge", "theme_move", "theme_pin"):
        assert "no longer active" in said(board.chat.press(action, str(faded), user="F1"))
        assert "not there any more" in said(board.chat.press(action, "999", user="F1"))
    assert "not merged" in said(board.chat.press("theme_unmerge", str(faded), user="F1"))


def test_an_administrator_without_roles_curates(board: Board) -> None:
    with board.chat.database.write() as unit:
        community = unit.session.get_one(Community, board.chat.community.id)
        add_person(unit, community, "A1", Role.ADMINISTRATOR)
        unit.commit()
    first = board.theme("First", ["U1"])
    board.chat.press("theme_pin", f"{first} on", user="A1")
    assert theme(board, first).pinned
