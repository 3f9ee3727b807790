"""The desk's card: what it shows of how much, and that it stays one message. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import rendering as slack
from adapters.teams import rendering as teams
from bot.cards import Actions, Button, Card, Heading, LinkButton
from bot.desk.cards.desk import MOST, MOST_AT_HOME, NOTHING, PAGE, desk_card, section_card
from bot.desk.content import Item, SectionContent
from bot.desk.view import View, id_in, read_view
from tests.chat import all_words

HERE, HOME = View(community_id=7), View(community_id=7, home=True)
WORDS = "Wörter & words, <as> long as they may be and then some more of the very same "


def section(items: int, name: str = "one", full: bool = False) -> SectionContent:
    lead = f"“{WORDS * 2}"[:140] if full else "Lead"
    link = LinkButton("Open", "https://chat.example.org/archives/C0123456789/p1234567890123456")
    meet = Button("Introduce", "introduce", "question:123456789:123456789")
    buttons = (link, meet) if full else ()
    return SectionContent(
        name=name,
        title=f"Section {name}",
        nothing=f"nothing in {name}",
        items=tuple(
            Item(
                key=f"{name}:{n}",
                lead=lead,
                facts=WORDS * full,
                buttons=buttons,
                closes=full,
            )
            for n in range(items)
        ),
    )


def shown(card: Card) -> int:
    labels = [one.label for row in card.elements if isinstance(row, Actions) for one in row.buttons]
    return labels.count("Put off") + labels.count("Close or put off")


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [((0, 0), 0), ((3, 1), 4), ((30, 0), MOST), ((30, 1, 1), MOST + 2), ((9,) * 7, MOST_AT_HOME)],
)
def test_some_of_each_section_are_shown(waiting: tuple[int, ...], expected: int) -> None:
    sections = [section(items, str(number)) for number, items in enumerate(waiting)]
    card = desk_card("Hubs", HOME, sections)
    assert shown(card) == expected
    headings = [one.text for one in card.elements if isinstance(one, Heading)]
    assert headings == [f"Section {n} ({items})" for n, items in enumerate(waiting) if items]


def test_more_leads_to_the_rest_page_by_page() -> None:
    card = desk_card("Hubs", HERE, [section(12)])
    buttons = [b for row in card.elements if isinstance(row, Actions) for b in row.buttons]
    more = next(b for b in buttons if isinstance(b, Button) and b.label == "And 7 more")
    view = read_view(more.value)
    first = section_card("Hubs", view, section(12))
    assert shown(first) == PAGE
    assert "Next" in all_words(first)
    assert "Previous" not in all_words(first)
    last = section_card("Hubs", View(community_id=7, section="one", page=9), section(12))
    assert shown(last) == 12 - PAGE


def test_what_does_not_wait_is_said_in_half_a_line_each() -> None:
    card = desk_card("Hubs", HERE, [section(1), section(0, "two"), section(0, "three")])
    assert "Nothing in two and nothing in three." in all_words(card)
    assert NOTHING in all_words(desk_card("Hubs", HERE, [section(0)]))


def test_the_fullest_desk_is_one_message_everywhere() -> None:
    """A second message would stay as it was when a button changes the first."""
    sections = [section(30, f"section-{n}", full=True) for n in range(7)]
    view = View(community_id=12345, item="section-0:0")
    others = [(12345, "A community with a long name") for _ in range(2)]
    card = desk_card("Hubs", view, sections, others=others, note=WORDS)
    alone = section_card("Hubs", view, sections[0], note=WORDS)
    assert shown(card) == len(sections) - 1
    for one in (card, alone):
        assert len(slack.render(one)) == 1
        assert len(teams.render(one, "m" * 32)) == 1


@given(
    st.builds(
        View,
        community_id=st.integers(0, 999_999_999),
        section=st.sampled_from(["", "quiet"]),
        page=st.integers(0, 99),
        item=st.sampled_from(["", "question:12", "hub:3 of a kind"]),
        home=st.booleans(),
    )
)
def test_a_view_comes_back_as_it_went(view: View) -> None:
    assert read_view(view.value()) == view


@pytest.mark.parametrize("value", ["", "x", "1", "99999999999999 - x y z", "1 on", "\n"])
def test_a_forged_view_is_read_as_far_as_it_can_be(value: str) -> None:
    assert read_view(value).community_id in (0, 1)


def test_an_item_of_another_kind_has_no_id() -> None:
    assert (id_in("hub:3", "hub"), id_in("hub:3", "question"), id_in("hub:x", "hub")) == (3, 0, 0)
