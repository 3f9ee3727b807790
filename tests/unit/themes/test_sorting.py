"""Facilitators help sort, one decision at a time; each is theirs, audited, and can be undone."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from bot.cards import Answer, Ask, Form, Invalid, Replace, Say
from bot.community.models import Role
from bot.ports import ToDecide
from bot.privacy.models import AuditEntry
from bot.themes.models import Theme, ThemeAsk, ThemeMembership, ThemeRefusal, ThemeState
from bot.themes.sorting.service import keep_asks
from tests.chat import as_a, buttons, said
from tests.unit.themes.board import Board
from tests.world import NOW, add_community, add_person, deleted

F1 = "F1"


class Sorter:
    """A facilitator with two themes and questions about them."""

    def __init__(self, board: Board) -> None:
        self.board, self.chat = board, board.chat
        self.slow = board.theme("Slow checks", ["U1", "U2"])
        self.panels = board.theme("Panels", ["U1", "U2"])
        board.chat.say("Who pays for medicals?", "m1", user="U1")
        board.chat.say("We do", "m2", user="U2", thread="m1")

    def ask(self, *asks: tuple[str, str, tuple[int, ...]]) -> None:
        """Keep what to ask: kind, message, theme ids."""
        with self.chat.database.write() as unit:
            themes = [unit.session.get_one(Theme, one) for one in (self.slow, self.panels)]
            places = {theme.id: number for number, theme in enumerate(themes)}
            to_decide = [
                ToDecide(kind, self.chat.kept(message).id, tuple(places[one] for one in ids))  # type: ignore[arg-type]
                for kind, message, ids in asks
            ]
            keep_asks(unit, self.chat.community.id, to_decide, themes)
            unit.commit()

    def begin(self) -> Say:
        return as_a(Say, self.press("sort_next", str(self.chat.community.id)))

    def press(self, action: str, value: str, user: str = F1) -> Answer | None:
        return self.chat.press(action, value, user=user)

    def row(self, message: str) -> ThemeMembership | None:
        with self.chat.database.read() as unit:
            return unit.session.get(ThemeMembership, self.chat.kept(message).id)

    def where(self, message: str) -> tuple[int | None, bool] | None:
        """The theme of a message, and whether a person put it there; None: nobody placed it."""
        row = self.row(message)
        return None if row is None else (row.theme_id, row.by_id is not None)

    def theme(self, theme_id: int) -> Theme:
        with self.chat.database.read() as unit:
            return unit.session.get_one(Theme, theme_id)

    def audited(self) -> list[str]:
        with self.chat.database.read() as unit:
            rows = unit.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        assert all(row.by_id is not None for row in rows)
        assert "medicals" not in str([row.detail for row in rows])
        return [row.action for row in rows]

    def asks(self) -> list[str]:
        with self.chat.database.read() as unit:
            return [str(one) for one in unit.session.scalars(select(ThemeAsk.id))]


@pytest.fixture
def sorter(board: Board) -> Sorter:
    return Sorter(board)


@pytest.fixture
def one(sorter: Sorter) -> Sorter:
    """One thread in no theme to place, the likeliest theme first."""
    sorter.ask(("place", "m1", (sorter.panels, sorter.slow)))
    return sorter


def test_facilitators_are_offered_to_help_and_others_are_not(one: Sorter) -> None:
    offered = one.chat.type("themes", user=F1)
    assert "1 decision of yours would help the grouping most" in said(offered)
    assert buttons(offered)["sort_next"].value == str(one.chat.community.id)
    assert "sort_next" not in buttons(one.chat.type("themes"))


def test_a_thread_is_shown_with_its_replies_and_the_likeliest_themes(one: Sorter) -> None:
    shown = one.begin()
    words = said(shown)
    assert "Which theme is this conversation about?" in words
    assert "Who pays for medicals?" in words
    assert "Reply: We do" in words
    assert "The machine has it in no theme." in words
    assert "Help sort: 1 of 1" in words
    assert words.index("\nPanels") < words.index("\nSlow checks")
    assert {"sort_place", "sort_elsewhere", "sort_leave_out", "sort_skip"} <= set(buttons(shown))


def test_placed_it_is_the_person_s_audited_and_undone(one: Sorter) -> None:
    (ask,) = one.asks()
    done = as_a(Replace, one.press("sort_place", f"{ask} {one.slow}"))
    assert "Put in “Slow checks”." in said(done)
    assert "nothing left to sort" in said(done)
    assert one.where("m1") == (one.slow, True)
    assert one.audited() == ["theme.sorted"]
    undo = buttons(done)["sort_undo"]
    again = as_a(Replace, one.press("sort_undo", undo.value))
    assert "Taken back." in said(again)
    assert "Who pays for medicals?" in said(again)
    assert one.where("m1") is None
    assert one.audited() == ["theme.sorted", "theme.sort_undone"]


def test_a_thread_the_machine_placed_moves_and_comes_back(sorter: Sorter) -> None:
    sorter.ask(("place", "Panels-0", (sorter.slow, sorter.panels)))
    assert "The machine has it in “Panels”." in said(sorter.begin())
    (ask,) = sorter.asks()
    done = sorter.press("sort_place", f"{ask} {sorter.slow}")
    assert sorter.where("Panels-0") == (sorter.slow, True)
    assert sorter.audited() == ["theme.moved", "theme.sorted"]
    sorter.press("sort_undo", buttons(done)["sort_undo"].value)
    assert sorter.where("Panels-0") == (sorter.panels, False)


def test_to_confirm_the_machine_is_a_decision_too(sorter: Sorter) -> None:
    sorter.ask(("place", "Panels-0", (sorter.panels, sorter.slow)))
    sorter.press("sort_place", f"{sorter.asks()[0]} {sorter.panels}")
    assert sorter.where("Panels-0") == (sorter.panels, True)
    assert sorter.audited() == ["theme.sorted"]


def test_not_a_theme_is_kept_as_no_theme(one: Sorter) -> None:
    done = one.press("sort_leave_out", one.asks()[0])
    assert one.where("m1") == (None, True)
    assert one.audited() == ["theme.left_out"]
    one.press("sort_undo", buttons(done)["sort_undo"].value)
    assert one.where("m1") is None


def test_skipping_goes_on_and_decides_nothing(sorter: Sorter) -> None:
    sorter.ask(("place", "m1", (sorter.slow,)), ("place", "Panels-0", (sorter.panels,)))
    first = sorter.begin()
    assert "1 of 2" in said(first)
    second = sorter.press("sort_skip", buttons(first)["sort_skip"].value)
    assert "About Panels, says U1" in said(second)
    assert "2 of 2" in said(second)
    last = sorter.press("sort_skip", buttons(second)["sort_skip"].value)
    assert "nothing left to sort" in said(last)
    assert (sorter.where("m1"), sorter.audited()) == (None, [])


def elsewhere(sorter: Sorter) -> Form:
    return as_a(Ask, sorter.press("sort_elsewhere", sorter.asks()[0])).form


def test_none_of_these_is_remembered_and_not_asked_again(sorter: Sorter) -> None:
    sorter.ask(("place", "Panels-0", (sorter.panels, sorter.slow)))
    done = sorter.chat.fill_in(elsewhere(sorter), {"to": "later", "label": ""}, user=F1)
    assert "looks elsewhere" in said(done)
    assert sorter.where("Panels-0") is None
    with sorter.chat.database.read() as unit:
        refused = set(unit.session.scalars(select(ThemeRefusal.theme_id)))
    assert refused == {sorter.slow, sorter.panels}
    sorter.ask(("place", "Panels-0", (sorter.panels, sorter.slow)))
    assert "nothing left to sort" in said(sorter.begin())


def test_none_of_these_can_be_taken_back(sorter: Sorter) -> None:
    sorter.ask(("place", "Panels-0", (sorter.panels,)))
    done = sorter.chat.fill_in(elsewhere(sorter), {"to": "later", "label": ""}, user=F1)
    sorter.press("sort_undo", buttons(done)["sort_undo"].value)
    assert sorter.where("Panels-0") == (sorter.panels, False)
    with sorter.chat.database.read() as unit:
        assert unit.session.scalars(select(ThemeRefusal)).all() == []


def test_none_of_these_but_another_theme(sorter: Sorter) -> None:
    sorter.ask(("place", "m1", (sorter.slow,)))
    form = elsewhere(sorter)
    sorter.chat.fill_in(form, {"to": str(sorter.panels), "label": ""}, user=F1)
    assert sorter.where("m1") == (sorter.panels, True)


@pytest.mark.parametrize("message", ["m1", "Panels-0"])
def test_none_of_these_but_a_new_theme_and_undone(sorter: Sorter, message: str) -> None:
    before = sorter.where(message)
    sorter.ask(("place", message, (sorter.slow, sorter.panels)))
    values: dict[str, str | tuple[str, ...]] = {"to": "new", "label": "Medical fees"}
    done = sorter.chat.fill_in(elsewhere(sorter), values, user=F1)
    row = sorter.row(message)
    assert row is not None
    assert row.theme_id is not None
    new = sorter.theme(row.theme_id)
    assert (new.label, new.state) == ("Medical fees", ThemeState.ACTIVE)
    assert "theme.born" in sorter.audited()
    sorter.press("sort_undo", buttons(done)["sort_undo"].value)
    assert sorter.where(message) == before
    assert sorter.theme(new.id).state is ThemeState.FADED


@pytest.mark.parametrize(
    ("to", "label", "wrong"),
    [
        ("new", "", "label"),
        ("new", "PANELS", "label"),
        ("new", "x" * 81, "label"),
        ("77", "", "to"),
        ("", "", "to"),
    ],
)
def test_a_form_that_can_t_be_taken_changes_nothing(
    one: Sorter, to: str, label: str, wrong: str
) -> None:
    answer = one.chat.fill_in(elsewhere(one), {"to": to, "label": label}, user=F1)
    assert set(as_a(Invalid, answer).errors) == {wrong}
    assert (one.where("m1"), one.audited()) == (None, [])
    assert "Who pays" in said(one.begin())


@pytest.fixture
def naming(sorter: Sorter) -> Sorter:
    """One theme to name."""
    sorter.ask(("name", "Panels-0", (sorter.panels,)))
    return sorter


def test_a_theme_is_shown_with_what_speaks_for_it(naming: Sorter) -> None:
    words = said(naming.begin())
    assert "The machine found a theme of 2 conversations and calls it “Panels”." in words
    assert "About Panels, says U1" in words
    assert "About Panels, says U2" in words


def test_a_name_that_is_right_becomes_the_person_s(naming: Sorter) -> None:
    done = naming.press("sort_agree", naming.asks()[0])
    assert "“Panels” keeps its name." in said(done)
    assert naming.theme(naming.panels).label_by_id is not None
    assert naming.audited() == ["theme.renamed"]


@pytest.mark.parametrize("label", ["Panel members leave", "Panels"])
def test_another_name_is_the_person_s_even_if_it_is_the_same(naming: Sorter, label: str) -> None:
    form = as_a(Ask, naming.press("sort_name", naming.asks()[0])).form
    values: dict[str, str | tuple[str, ...]] = {"label": label, "description": ""}
    done = naming.chat.fill_in(form, values, user=F1)
    assert f"called “{label}” now" in said(done)
    named = naming.theme(naming.panels)
    assert (named.label, named.label_by_id is not None) == (label, True)
    assert named.description_by_id is None


@pytest.mark.parametrize("label", ["", "slow checks"])
def test_a_name_must_be_there_and_its_own(naming: Sorter, label: str) -> None:
    form = as_a(Ask, naming.press("sort_name", naming.asks()[0])).form
    answer = naming.chat.fill_in(form, {"label": label, "description": ""}, user=F1)
    assert set(as_a(Invalid, answer).errors) == {"label"}


def test_what_is_no_theme_is_taken_apart_and_put_back(naming: Sorter) -> None:
    assert buttons(naming.begin())["sort_dissolve"].confirm
    done = naming.press("sort_dissolve", naming.asks()[0])
    assert naming.theme(naming.panels).state is ThemeState.FADED
    assert naming.where("Panels-0") == naming.where("Panels-1") == (None, True)
    naming.press("sort_undo", buttons(done)["sort_undo"].value)
    assert naming.theme(naming.panels).state is ThemeState.ACTIVE
    assert naming.where("Panels-0") == (naming.panels, False)


def test_what_no_longer_holds_is_not_asked(sorter: Sorter) -> None:
    sorter.ask(
        ("place", "m1", (sorter.slow,)),
        ("name", "Panels-0", (sorter.panels,)),
        ("place", "Slow checks-0", (sorter.panels,)),
    )
    sorter.chat.happen(deleted("m1", at=NOW))
    sorter.press("theme_pin", f"{sorter.panels} on")
    sorter.press("sort_place", f"{sorter.asks()[2]} {sorter.panels}")
    assert "nothing left to sort" in said(sorter.begin())


def test_two_facilitators_decide_one_thing_once(one: Sorter) -> None:
    (ask,) = one.asks()
    one.press("sort_place", f"{ask} {one.slow}")
    late = one.press("sort_place", f"{ask} {one.panels}")
    assert "settled already" in said(late)
    assert one.where("m1") == (one.slow, True)
    for action in ("sort_leave_out", "sort_skip", "sort_elsewhere"):
        assert "nothing left to sort" in said(one.press(action, ask))
    assert one.where("m1") == (one.slow, True)


def test_a_merged_theme_s_button_is_the_one_it_went_into(one: Sorter) -> None:
    merging = as_a(Ask, one.press("theme_merge", str(one.panels))).form
    one.chat.fill_in(merging, {"into": str(one.slow)}, user=F1)
    words = said(one.begin())
    assert words.count("\nSlow checks") == 1
    assert "\nPanels" not in words


@pytest.mark.parametrize("user", ["U1", "D1", "stranger", "K1"])
def test_only_this_community_s_facilitators_sort(one: Sorter, user: str) -> None:
    with one.chat.database.write() as unit:
        add_person(unit, add_community(unit, "kinship"), "K1", Role.FACILITATOR)
        unit.commit()
    (ask,) = one.asks()
    value = {"sort_next": str(one.chat.community.id), "sort_place": f"{ask} {one.slow}"}
    for action in (name for name in one.chat.router.buttons if name.startswith("sort_")):
        assert "Only a facilitator" in said(one.press(action, value.get(action, ask), user))
    for form in ("sort_elsewhere", "sort_name"):
        sent = Form(form=form, title="x", fields=(), context=ask)
        answer = one.chat.fill_in(sent, {"to": "new", "label": "Mine"}, user=user)
        assert "Only a facilitator" in said(answer)
    assert (one.where("m1"), one.audited()) == (None, [])


@pytest.mark.parametrize("value", ["", "x", "999", "9" * 30, "-1"])
def test_a_stale_or_forged_button_says_so(one: Sorter, value: str) -> None:
    assert "That question is over" in said(one.press("sort_leave_out", value))
    assert "Only a facilitator" in said(one.press("sort_next", value))


def test_nobody_undoes_another_s_answer(one: Sorter) -> None:
    with one.chat.database.write() as unit:
        community = unit.session.get_one(type(one.chat.community), one.chat.community.id)
        add_person(unit, community, "F2", Role.FACILITATOR)
        unit.commit()
    (ask,) = one.asks()
    one.press("sort_place", f"{ask} {one.slow}")
    assert "settled already" in said(one.press("sort_undo", ask, "F2"))
    assert one.where("m1") == (one.slow, True)


def test_of_two_who_press_at_once_the_second_finds_it_settled(one: Sorter) -> None:
    (ask,) = one.asks()
    with ThreadPoolExecutor(2) as pool:
        themes = (one.slow, one.panels)
        pressed = [pool.submit(one.press, "sort_place", f"{ask} {theme}") for theme in themes]
        words = sorted(said(answer.result()) for answer in pressed)
    assert ["settled already" in told for told in words].count(True) == 1
    assert one.audited() == ["theme.sorted"]
