"""Cards and forms as Block Kit: within Slack's limits, and people's words as they wrote them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from adapters.fitting import safe_link, shorten, split
from adapters.slack.parsing import Origin
from adapters.slack.rendering import Message, Picture, one_message, render, render_form, render_home
from adapters.slack.rendering.messages import CUT
from bot.cards import (
    Actions,
    Bar,
    Bullets,
    Button,
    Card,
    Chart,
    ChoiceField,
    Divider,
    Facts,
    Form,
    Heading,
    LinkButton,
    ManyField,
    Option,
    Paragraph,
    Quote,
    Text,
    TextField,
    notice,
    words,
)
from tests.contracts.chat_adapter import everything, long_card
from tests.platforms.slack.block_kit import check_message, check_view, words_in

pieces = st.sampled_from(
    [
        "<!channel>",
        "<@U123>",
        "&amp;",
        "&",
        "<",
        ">",
        "*a*",
        "_b_",
        "`c`",
        "\n",
        " ",
        "ŵ",
        "😀",
        "|",
    ]
)
wrote = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(pieces, st.text(max_size=9)), max_size=12).map("".join),
    st.integers(1, 9_000).map(lambda size: "<&> word " * (size // 9)),
)
links = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "https://example.org/?a=1&b=<2>|3",
            "javascript:alert(1)",
            "http://[",
            "mailto:a@b.org",
            "x y",
        ]
    ),
    wrote,
)
runs = st.lists(st.builds(Text, wrote, st.booleans(), links, st.booleans()), max_size=4).map(tuple)
buttons = st.one_of(
    st.builds(
        Button,
        wrote,
        st.just("act"),
        st.text(max_size=300),
        st.sampled_from(["default", "danger"]),
        wrote,
    ),
    st.builds(LinkButton, wrote, links.map(lambda link: link or "")),
)
elements = st.one_of(
    st.builds(Heading, wrote),
    st.builds(Paragraph, runs, st.booleans()),
    st.builds(Quote, wrote, wrote),
    st.builds(Bullets, st.lists(runs, max_size=5).map(tuple)),
    st.builds(Facts, st.lists(st.tuples(wrote, wrote), max_size=13).map(tuple)),
    st.just(Divider()),
    st.builds(Chart, wrote, st.just((Bar("a", 1, "one"),)), wrote),
    st.builds(Actions, st.lists(buttons, max_size=30).map(tuple)),
)
cards = st.builds(
    Card,
    wrote.filter(str.strip),
    st.lists(elements, max_size=12).map(tuple),
    st.one_of(st.just(""), wrote),
)


@settings(max_examples=80, deadline=None)
@given(cards)
def test_any_card_is_within_slack_s_limits_and_pings_nobody(card: Card) -> None:
    parts = render(card)
    assert parts
    for part in parts:
        if isinstance(part, Message):
            check_message(part.text, part.blocks)
            assert len(part.blocks) <= 45
    shown = one_message(card)
    check_message(shown.text, shown.blocks)
    check_view(render_home(card))


def read(card: Card) -> str:
    """Return what people read, but for where lines end: Slack parts blocks by lines too."""
    shown = [words_in(part.blocks) for part in render(card) if isinstance(part, Message)]
    return "".join(shown).replace("\n", "")


@settings(max_examples=80, deadline=None)
@given(runs.filter(lambda runs: any(run.text.strip() for run in runs)))
def test_people_s_words_are_shown_as_they_wrote_them(written: tuple[Text, ...]) -> None:
    text = "".join(run.text for run in written)
    assert read(Card("Words", (Paragraph(written),))) == text.replace("\n", "")
    assert read(Card("Words", (Paragraph(written, quiet=True),))) == text.replace("\n", "")
    assert read(Card("Words", (Quote(text),))) == f"“{text}”".replace("\n", "")


def test_what_was_looked_for_is_bold_and_no_word_changes() -> None:
    runs = (Text("we "), Text("rang", mark=True), Text(" <them> at 2*3"))
    (part,) = render(Card("x", (Quote("we rang <them>", runs=runs[:2]), Quote("odd", runs=runs))))
    assert isinstance(part, Message)
    assert part.blocks[0]["text"]["text"] == "“we *rang*”"
    (section,) = part.blocks[1]["elements"]
    bold = [one["text"] for one in section["elements"] if one.get("style") == {"bold": True}]
    assert bold == ["rang"]
    assert "".join(one["text"] for one in section["elements"]) == "“we rang <them> at 2*3”"


def test_strong_words_and_links_are_marked_only_where_slack_reads_the_marks_right() -> None:
    card = Card("x", (Paragraph((Text("Call backs", strong=True), Text(": 5 > 3"))),))
    (part,) = render(card)
    assert isinstance(part, Message)
    assert part.blocks[0]["text"]["text"] == "*Call backs*: 5 &gt; 3"
    spaced = (Text("Answer, 6 July: ", strong=True), Text("ring", link="https://example.org"))
    (part,) = render(Card("x", (Paragraph(spaced),)))
    assert isinstance(part, Message)
    assert part.blocks[0]["text"]["text"] == "*Answer, 6 July:* <https://example.org|ring>"
    for odd in (
        (Text("Call", strong=True), Text("backs")),
        (Text("Call\nbacks", strong=True),),
        (Text("2*3", strong=True),),
        (Text("x", strong=True), Text(" :tada:")),
        (Text("x", strong=True), Text("\n> y")),
    ):
        (part,) = render(Card("x", (Paragraph(odd),)))
        assert isinstance(part, Message)
        assert part.blocks[0]["type"] == "rich_text"


@settings(max_examples=100, deadline=None)
@given(wrote, st.integers(10, 400))
def test_split_keeps_every_character(text: str, most: int) -> None:
    found = list(split(text, most))
    assert "".join(found) == text
    assert all(0 < len(piece) <= most for piece in found)
    assert len(shorten(text, most)) <= most


def test_slack_s_own_models_take_what_is_rendered() -> None:
    for part in render(everything()) + render(long_card()):
        for block in part.blocks if isinstance(part, Message) else []:
            parsed = Block.parse(block)
            assert parsed is not None
            assert parsed.to_dict()["type"] == block["type"]
    fields = (
        TextField("what", "What happened", "In your words", multiline=True),
        ChoiceField("worked", "Did it work?", (Option("yes", "Yes", "It did"),)),
        ManyField("who", "Who?", tuple(Option(str(n), f"Hub {n}") for n in range(20))),
    )
    form = Form("lesson", "Save what happened as a lesson", fields, intro=everything().elements)
    for view in (render_form(form, "{}"), render_home(everything())):
        assert View(**view).to_dict()["type"] == view["type"]


def test_a_short_card_is_one_message_with_top_level_text() -> None:
    (part,) = render(notice("Hello & welcome"))
    assert isinstance(part, Message)
    assert part.text == "Hello &amp; welcome"
    assert words_in(part.blocks) == "Hello & welcome"


def test_a_card_of_nothing_but_empty_elements_says_its_text() -> None:
    (part,) = render(Card("Nothing new", (Bullets(()), Heading(" "))))
    assert isinstance(part, Message)
    assert words_in(part.blocks) == "Nothing new"


def test_parts_are_numbered_and_a_heading_stays_with_what_it_heads() -> None:
    elements = [words("word " * 10) for _ in range(44)] + [Heading("Kept together")]
    elements += [words("under it") for _ in range(10)]
    first, second = render(Card("Long", tuple(elements)))
    assert isinstance(first, Message)
    assert isinstance(second, Message)
    assert first.text == "Long (part 1 of 2)"
    assert second.blocks[0]["type"] == "header"


def test_a_picture_follows_the_words_it_belongs_to() -> None:
    parts = render(everything())
    assert [type(part) for part in parts] == [Message, Picture]
    assert isinstance(parts[0], Message)
    assert "Call backs: 3 to 5 hubs." in words_in(parts[0].blocks)


def test_a_card_too_long_for_one_message_says_that_there_is_more() -> None:
    assert words_in(one_message(long_card()).blocks).endswith(CUT)


def test_buttons_of_a_row_have_ids_of_their_own() -> None:
    card = Card("Choose", (Actions(tuple(Button("Show", "show", str(n)) for n in range(30))),))
    (part,) = render(card)
    assert isinstance(part, Message)
    check_message(part.text, part.blocks)
    assert len(part.blocks) == 2


def test_a_button_s_value_that_would_be_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        render(Card("x", (Actions((Button("Go", "go", "v" * 2001),)),)))


@pytest.mark.parametrize(
    "url", ["javascript:x", "ftp://x", "/library", "", None, "https://", "a b"]
)
def test_only_addresses_that_can_be_followed_are_links(url: str | None) -> None:
    assert safe_link(url) is None


names = st.text("abcdef", min_size=1, max_size=9)
options = st.lists(
    st.builds(Option, st.text(min_size=1, max_size=150), wrote, wrote),
    max_size=130,
    unique_by=lambda option: option.value,
).map(tuple)
fields = st.one_of(
    st.builds(TextField, names, wrote, wrote, wrote, st.booleans(), st.booleans()),
    st.builds(ChoiceField, names, wrote, options, st.text(max_size=9), wrote, st.booleans()),
    st.builds(ManyField, names, wrote, options, st.just(()), wrote),
)
forms = st.builds(
    Form,
    names,
    wrote,
    st.lists(fields, max_size=6, unique_by=lambda field: field.name).map(tuple),
    wrote,
    st.just("context"),
    st.lists(elements, max_size=3).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(forms)
def test_any_form_is_within_slack_s_limits(form: Form) -> None:
    check_view(render_form(form, "{}"))


def test_a_form_carries_its_context_and_the_way_back() -> None:
    origin = Origin(
        tenant="T",
        user_id="U",
        conversation="C01",
        message_id="1.0",
        response_url="https://hooks.slack.com/" + "x" * 2900,
    )
    carried: dict[str, Any] = json.loads(origin.carry("c" * 1500))
    assert carried == {
        "context": "c" * 1500,
        "conversation": "C01",
        "message": "1.0",
        "surface": "conversation",
    }
    short = json.loads(Origin(tenant="T", user_id="U", response_url="https://x").carry("c"))
    assert short["url"] == "https://x"


def test_a_form_that_would_lose_its_context_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        render_form(Form("f", "F", ()), "c" * 3001)


def test_a_chosen_value_is_shown_as_chosen() -> None:
    choice = ChoiceField("c", "C", (Option("a", "A"), Option("b", "B")), value="b")
    many = ManyField("m", "M", (Option("a", "A"), Option("b", "B")), values=("a", "b"))
    view = render_form(Form("f", "F", (choice, many)), "{}")
    first, second = (block["element"] for block in view["blocks"])
    assert first["initial_option"]["value"] == "b"
    assert [option["value"] for option in second["initial_options"]] == ["a", "b"]


def test_more_choices_than_a_menu_takes_are_grouped() -> None:
    options = tuple(Option(str(number), f"Hub {number:03d}") for number in range(130))
    view = render_form(Form("f", "F", (ChoiceField("c", "C", options, value="120"),)), "{}")
    check_view(view)
    groups = view["blocks"][0]["element"]["option_groups"]
    assert [len(group["options"]) for group in groups] == [100, 30]
    assert groups[0]["label"]["text"] == "Hub 000 to Hub 099"


@pytest.mark.parametrize("value", ["", "v" * 151])
def test_a_choice_whose_value_slack_would_not_take_is_refused(value: str) -> None:
    choice = ChoiceField("c", "C", (Option(value, "A"),))
    with pytest.raises(ValueError, match="1 to 150"):
        render_form(Form("f", "F", (choice,)), "{}")


def test_a_home_longer_than_slack_takes_says_that_there_is_more() -> None:
    home = render_home(Card("Home", tuple(Divider() for _ in range(120))))
    check_view(home)
    assert words_in(home["blocks"]) == CUT
