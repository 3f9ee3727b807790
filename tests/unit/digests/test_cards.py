"""A summary's card: seven sections, never told by colour alone, in parts where it is long."""

from dataclasses import replace

from adapters.slack import rendering as slack
from adapters.teams import rendering as teams
from bot.cards import Actions, Bullets, Card, Heading, Paragraph
from bot.digests.bands import Band
from bot.digests.cards.draft import Draft, draft_card
from bot.digests.cards.summary import posted_cards, summary_card
from bot.digests.replies.cards import reply_buttons
from bot.digests.snapshot import (
    AskLine,
    Held,
    Quoted,
    Rating,
    RiskLine,
    SaidLine,
    Snapshot,
    ThemeLine,
)
from bot.themes.trend import Trend

BARE = Snapshot(community="Hubs", week="week to Monday", zone="UTC", spoke=4, hubs=9, themes=())


def theme(number: int) -> ThemeLine:
    return ThemeLine(
        theme_id=number,
        label=f"Theme {number}",
        sentence="It comes up again",
        band=Band.FEW,
        trend=Trend.NEW,
        counted=3,
    )


def ask(number: int) -> AskLine:
    return AskLine(ask_id=number, kind="decision", words=f"Decide {number}")


def headings(card: Card) -> list[str]:
    return [one.text for one in card.elements if isinstance(one, Heading)]


def said(card: Card) -> list[str]:
    lines = [one.runs for one in card.elements if isinstance(one, Paragraph)]
    lines += [item for one in card.elements if isinstance(one, Bullets) for item in one.items]
    return ["".join(run.text for run in runs) for runs in lines]


def test_every_section_is_there_and_an_empty_one_says_so() -> None:
    card = summary_card(BARE)
    assert [line[:2] for line in headings(card)] == ["1.", "2.", "3.", "4.", "5.", "6.", "7."]
    assert said(card).count("Nothing this time.") == 4
    assert "We ask nothing of you this time." in said(card)
    assert said(card)[-1].endswith("of 9 hubs spoke.")


def test_a_rating_is_a_word_and_a_shape_and_tells_the_last_one() -> None:
    def risk(now: Rating | None, last: Rating | None) -> str:
        line = RiskLine(theme_id=1, words="Panels slip", now=now, last=last, reason="fewer sit")
        return next(
            one for one in said(summary_card(replace(BARE, risks=(line,)))) if "slip" in one
        )

    assert risk(Rating.RED, Rating.AMBER) == "■ Red (was amber): Panels slip. Why: Fewer sit."
    assert risk(Rating.AMBER, Rating.AMBER).startswith("▲ Amber (as last time):")
    assert risk(Rating.GREEN, None).startswith("● Green: Panels")
    assert risk(None, Rating.RED).startswith("○ Not rated (was red):")


def test_what_was_asked_before_tells_where_it_stands_and_is_replied_to_while_it_is_open() -> None:
    def told(standing: str, **more: str) -> tuple[str, bool]:
        line = SaidLine(ask_id=3, asked="One fee", sent="6 July 2026", standing=standing, **more)
        card = summary_card(replace(BARE, said=(line,)), reply_buttons)
        (words,) = [one for one in said(card) if one.startswith("Asked")]
        return words, any(isinstance(one, Actions) for one in card.elements)

    start = "Asked on 6 July 2026: One fee."
    assert told("open") == (f"{start} Open: no reply yet.", True)
    doing = told("doing", by_when="1 August 2026", reply="We fund it")
    assert doing == (f"{start} Doing, by 1 August 2026. We fund it.", True)
    assert told("not_doing", reply="No money.") == (f"{start} Not doing. No money.", False)


def test_facilitators_read_what_was_held_back_by_its_reason() -> None:
    few = tuple(Held(what=f"T{number}", why="One or two hubs raised it") for number in range(8))
    held = (*few, Held(what="An ask", why="It quotes a message"))
    snapshot = replace(BARE, held=held)
    draft = Draft(summary_id=1, community_id=1, revision=0, snapshot=snapshot, evidence={})
    assert said(draft_card(draft))[-2:] == [
        "T0; T1; T2; T3; T4; T5; and 2 more. One or two hubs raised it.",
        "An ask. It quotes a message.",
    ]
    assert "Held" not in repr(posted_cards(snapshot))


def test_each_part_is_one_message_on_each_platform_so_that_it_can_be_changed() -> None:
    words = "Words that a person would write about this, as people do who care. " * 3
    quote = Quoted(contribution_id=1, words=words)
    full = replace(
        BARE,
        asks=tuple(replace(ask(number), words=words) for number in range(8)),
        themes=tuple(replace(theme(n), sentence=words, quote=quote) for n in range(5)),
        risks=tuple(RiskLine(theme_id=n, words=words, reason=words) for n in range(5)),
        coming=(words,) * 8,
    )
    for card in posted_cards(full, reply_buttons):
        assert len([one for one in slack.render(card) if isinstance(one, slack.Message)]) == 1
        assert len(teams.render(card, "mark")) == 1


def test_a_long_one_is_cut_between_sections_and_never_into_fewer_parts_than_before() -> None:
    assert len(posted_cards(BARE)) == 1
    many = replace(
        BARE,
        asks=tuple(ask(number) for number in range(12)),
        themes=tuple(theme(number) for number in range(5)),
    )
    parts = posted_cards(many, reply_buttons)
    assert parts[0].title == f"Checkpoint summary: Hubs (part 1 of {len(parts)})"
    assert [line[0] for part in parts for line in headings(part)] == list("1234567")
    together = tuple(element for part in parts for element in part.elements)
    assert together == summary_card(many, reply_buttons).elements
    assert len(posted_cards(BARE, least=2)) == 2
    assert len(posted_cards(BARE, least=99)) == 7
