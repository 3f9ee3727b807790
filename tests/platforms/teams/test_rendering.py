"""Cards as Adaptive Cards: within Teams' limits, and people's words as they wrote them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.rendering import activity, one_message, render
from adapters.teams.rendering.messages import CUT, MESSAGE_WEIGHT
from adapters.teams.rendering.text import weigh
from bot.cards import (
    Actions,
    Bar,
    Bullets,
    Button,
    Card,
    Chart,
    Divider,
    Facts,
    Heading,
    LinkButton,
    Paragraph,
    Quote,
    Text,
    notice,
    words,
)
from tests.contracts.chat_adapter import everything, long_card
from tests.platforms.teams.adaptive_cards import (
    Json,
    Refused,
    check_card,
    check_whole,
    every,
    words_in,
)

MARK = "a1b2c3"

pieces = st.sampled_from(
    [
        "<at>Everyone</at>",
        "<b>",
        "&amp;",
        "&",
        "<",
        ">",
        "*a*",
        "**b**",
        "_c_",
        "~~d~~",
        "`e`",
        "[x](https://example.org)",
        "https://example.org",
        "# f",
        "- g",
        "1. h",
        "1) i",
        "{{DATE(2026-01-01T00:00:00Z, SHORT)}}",
        "{{{",
        "\\",
        "\n",
        "\r\n",
        " ",
        "ŵ",
        "😀",
        '"',
        "\x00",
    ]
)
wrote = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(pieces, st.text(max_size=9)), max_size=12).map("".join),
    st.integers(1, 30_000).map(lambda size: "<&> word " * (size // 9)),
    st.integers(1, 9_000).map(lambda size: "\x01" * size),
)
links = st.one_of(
    st.none(),
    st.sampled_from(
        ["https://example.org/?a=1&b=2", "javascript:alert(1)", "http://[", "mailto:a@b.org", "x y"]
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
        st.sampled_from(["default", "primary", "danger"]),
        st.text(max_size=99),
        opens_form=st.booleans(),
    ),
    st.builds(LinkButton, wrote, links.map(lambda link: link or "")),
)
bars = st.builds(Bar, wrote, st.floats(-9, 1e9), wrote)
elements = st.one_of(
    st.builds(Heading, wrote),
    st.builds(Paragraph, runs, st.booleans()),
    st.builds(Quote, wrote, wrote),
    st.builds(Bullets, st.lists(runs, max_size=5).map(tuple)),
    st.builds(Facts, st.lists(st.tuples(wrote, wrote), max_size=13).map(tuple)),
    st.just(Divider()),
    st.builds(Chart, wrote, st.lists(bars, max_size=4).map(tuple), wrote),
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
def test_any_card_is_in_the_schema_and_within_teams_limits(card: Card) -> None:
    for message in [*render(card, MARK), one_message(card, MARK)]:
        check_card(message.card)
        assert weigh(activity(message)) <= MESSAGE_WEIGHT
        assert message.card["body"][0]["id"] == MARK
        assert message.text


def test_whole_cards_are_in_microsofts_schema() -> None:
    for card in (everything(), long_card(20)):
        for message in render(card, MARK):
            check_whole(message.card)


def read(card: Card) -> str:
    """Return what people read, but for where lines end."""
    return "".join(words_in(m.card) for m in render(card, MARK)).replace("\n", "")


def as_read(text: str) -> str:
    """Return the words as they are read: lines that show nothing part paragraphs."""
    return "".join(line for line in text.replace("\r\n", "\n").split("\n") if line.strip())


@settings(max_examples=80, deadline=None)
@given(runs.filter(lambda runs: any(run.text.strip() for run in runs)))
def test_people_s_words_are_shown_as_they_wrote_them(written: tuple[Text, ...]) -> None:
    text = "".join(run.text.replace("\r\n", "\n") for run in written)
    assert read(Card("Words", (Paragraph(written),))) == as_read(text)
    assert read(Card("Words", (Paragraph(written, quiet=True),))) == as_read(text)
    assert read(Card("Words", (Quote(text),))) == as_read(f"“{text}”")
    assert read(Card("Words", (Bullets(((Text(text),),)),))) == as_read(f"• {text}")


@settings(max_examples=80, deadline=None)
@given(wrote.map(str.strip).filter(bool))
def test_people_s_words_stand_as_they_are_in_headings_and_facts(written: str) -> None:
    assert read(Card("Words", (Heading(written),))) == as_read(written)
    facts = Card("Words", (Facts(((written, written),)),))
    assert read(facts).replace(": ", "") == (as_read(written) * 2).replace(": ", "")


@pytest.mark.parametrize(
    "written",
    ["*not strong*", "<b>bold</b>", "[x](y)", "&amp;", "<at>Ann</at>", "# no heading", "1. one"],
)
def test_no_markup_is_left_where_teams_reads_it(written: str) -> None:
    card = Card(written, (Heading(written), Facts(((written, "x"),)), words(written)), written)
    (message,) = render(card, MARK)
    kinds = {each["type"] for each in message.card["body"]}
    assert kinds == {"RichTextBlock"}
    assert written in words_in(message.card).split("\n")


def test_a_date_that_somebody_wrote_is_not_worked_out() -> None:
    written = "{{DATE(2026-01-01T00:00:00Z, SHORT)}}"
    (message,) = render(notice(written), MARK)
    assert words_in(message.card) == written
    assert not any("{{" in each.get("text", "") for each in every(message.card["body"]))


def body_of(*elements: object) -> list[Json]:
    (message,) = render(Card("x", elements), MARK)  # type: ignore[arg-type]
    body = message.card["body"]
    assert isinstance(body, list)
    return body


def test_headings_are_headings_to_screen_readers() -> None:
    title, heading = render(Card("x", (Heading("Second"),), "First"), MARK)[0].card["body"]
    assert (title["text"], title["style"], title["size"]) == ("First", "heading", "Large")
    assert (heading["text"], heading["style"], heading["size"]) == ("Second", "heading", "Medium")


def test_facts_stand_side_by_side_and_an_empty_one_keeps_its_name() -> None:
    (facts,) = body_of(Facts((("Hubs", "3 to 5"), ("Trend", "rising"))))
    assert facts["type"] == "FactSet"
    assert read(Card("x", (Facts((("Hubs", ""),)),))) == "Hubs"


def test_a_divider_is_a_line_above_what_follows() -> None:
    above, below = body_of(words("above"), Divider(), words("below"))
    assert "separator" not in above
    assert below["separator"] is True


def test_a_chart_is_bars_in_proportion_with_its_words_beside_and_in_one_text() -> None:
    chart = Chart(
        "Hubs", (Bar("Call backs", 6, "6 or more"), Bar("Dates", 3, "3 to 5")), "All of it"
    )
    body = body_of(chart)
    long, short = (each["columns"] for each in body if each["type"] == "ColumnSet")
    assert long[0]["width"] / short[0]["width"] == pytest.approx(2, rel=0.05)
    said = words_in({"type": "AdaptiveCard", "body": body}).split("\n")
    assert said == ["Hubs", "Call backs", "6 or more", "Dates", "3 to 5", "All of it"]
    assert "6.0" not in json.dumps(body)


def test_nothing_is_drawn_for_nothing() -> None:
    for none in (0.0, -3.0):
        body = body_of(Chart("Hubs", (Bar("A", none, "none"), Bar("B", 3, "3 to 5")), "All"))
        (said,), (_, _) = (each["columns"] for each in body if each["type"] == "ColumnSet")
        assert words_in(said) == "none"


def test_a_quote_of_many_lines_stays_together() -> None:
    (quote,) = body_of(Quote("One\n\nTwo\nThree"))
    assert (quote["type"], quote["style"]) == ("Container", "emphasis")
    assert words_in(quote) == "“One\nTwo\nThree”"


def test_what_was_looked_for_is_bold() -> None:
    runs = (Text("we "), Text("rang", mark=True), Text("\nthem"))
    (quote,) = body_of(Quote("we rang\nthem", runs=runs))
    first, second = quote["items"]
    assert [one["text"] for one in first["inlines"] if one.get("weight") == "Bolder"] == ["rang"]
    assert words_in(quote) == "“we rang\nthem”"
    assert second["inlines"][0]["text"] == "them"


@pytest.mark.parametrize("value", [0.0, -3.0, float("nan"), float("inf"), 1e300])
def test_any_value_can_be_drawn(value: float) -> None:
    (message,) = render(Card("x", (Chart("t", (Bar("a", value, "w"),), "alt"),)), MARK)
    check_card(message.card)


class TestButtons:
    def test_a_press_comes_back_with_what_it_means(self) -> None:
        (row,) = body_of(Actions((Button("Approve", "approve", "7", style="primary"),)))
        (action,) = row["actions"]
        assert action == {
            "type": "Action.Execute",
            "title": "Approve",
            "verb": "press",
            "style": "positive",
            "data": {"ct": {"action": "approve", "value": "7", "nonce": MARK}},
        }

    def test_a_button_that_opens_a_form_asks_for_a_dialog(self) -> None:
        (row,) = body_of(Actions((Button("Set up", "set_up", opens_form=True),)))
        (action,) = row["actions"]
        assert action["type"] == "Action.Submit"
        assert action["data"] == {
            "msteams": {"type": "task/fetch"},
            "ct": {"action": "set_up", "value": "", "nonce": MARK},
        }

    def test_a_button_that_wants_a_second_thought_asks_first(self) -> None:
        (row,) = body_of(Actions((Button("Remove", "remove", "7", "danger", "Remove *this*?"),)))
        (asking,) = row["actions"]
        assert asking["type"] == "Action.ShowCard"
        assert words_in(asking["card"]) == "Remove *this*?\nRemove"
        (action,) = asking["card"]["actions"]
        assert (action["type"], action["style"]) == ("Action.Execute", "destructive")
        assert action["data"]["ct"]["value"] == "7"

    @pytest.mark.parametrize("url", ["http://example.org", "javascript:alert(1)", "mailto:a@b.org"])
    def test_only_https_is_opened(self, url: str) -> None:
        (row,) = body_of(Actions((LinkButton("Bad", url), LinkButton("Good", "https://e.org"))))
        assert [each["title"] for each in row["actions"]] == ["Good"]

    def test_more_than_a_row_holds_are_more_rows(self) -> None:
        rows = body_of(Actions(tuple(Button(str(n), "act") for n in range(14))))
        assert [len(row["actions"]) for row in rows] == [6, 6, 2]

    def test_a_value_that_is_too_long_is_our_fault(self) -> None:
        with pytest.raises(ValueError, match="'act' is too long"):
            render(Card("x", (Actions((Button("Go", "act", "v" * 2_001),)),)), MARK)


class TestParts:
    def test_each_is_over_the_full_width_and_says_what_it_is(self) -> None:
        messages = render(long_card(), MARK)
        assert len(messages) > 1
        for number, message in enumerate(messages, start=1):
            said = f"A long card (part {number} of {len(messages)})"
            assert message.card["fallbackText"] == message.card["speak"] == message.text == said
            assert message.card["msteams"] == {"width": "full"}

    def test_the_mark_does_not_change_how_many_there_are(self) -> None:
        counts = {len(render(long_card(), str(n) * 24)) for n in range(9)}
        assert len(counts) == 1

    def test_a_heading_stays_with_what_it_heads(self) -> None:
        for filling in range(60, 90):
            card = Card(
                "x",
                (
                    *(words("word " * 20) for _ in range(filling)),
                    Heading("Kept together"),
                    *(words("under it") for _ in range(60)),
                ),
            )
            for message in render(card, MARK):
                assert message.card["body"][-1].get("text") != "Kept together"

    def test_one_message_says_when_the_rest_does_not_fit(self) -> None:
        assert words_in(one_message(long_card(), MARK).card).endswith(CUT)
        assert CUT not in words_in(one_message(everything(), MARK).card)

    def test_a_card_of_nothing_but_empty_elements_says_its_text(self) -> None:
        (message,) = render(Card("Nothing new", (Bullets(()), Heading(" "))), MARK)
        assert words_in(message.card) == "Nothing new"
        assert words_in(one_message(Card("Nothing new", (Bullets(()),)), MARK).card) == (
            "Nothing new"
        )

    def test_a_short_card_is_a_short_message(self) -> None:
        (message,) = render(everything(), MARK)
        assert weigh(activity(message)) < 7_500


@pytest.mark.parametrize(
    "spoil",
    [
        lambda card: card.update(version="1.6"),
        lambda card: card.pop("msteams"),
        lambda card: card.update(fallbackText=""),
        lambda card: card["body"].append({"type": "Chart.HorizontalBar", "data": []}),
        lambda card: card["body"].append({"type": "TextBlock", "text": "x", "style": "loud"}),
        lambda card: card["body"].append({"type": "TextBlock", "text": "*x*"}),
        lambda card: card["body"].append({"type": "TextBlock"}),
        lambda card: card["body"].append({"type": "RichTextBlock", "inlines": [{"text": "x"}]}),
        lambda card: card.update(speak="x" * 60_000),
        lambda card: card["body"].append({"type": "ActionSet", "actions": [{"type": "Jump"}]}),
    ],
)
def test_the_check_itself_refuses_what_teams_would_not_show(spoil: object) -> None:
    (message,) = render(everything(), MARK)
    check_card(message.card)
    spoil(message.card)  # type: ignore[operator]
    with pytest.raises(Refused):
        check_card(message.card)
