"""What was posted is amended where it stands, or recalled, and says so."""

from dataclasses import replace

from sqlalchemy import select

from bot.cards import Invalid
from bot.community.models import Person, Role
from bot.digests.models import SummaryState
from bot.digests.snapshot import Rating, RiskLine
from bot.privacy.erasure import forget
from bot.schedules.calendar import Period
from tests.unit.digests.desk import Desk, draft_it, words_of
from tests.unit.digests.talk import HUB_NAMES, Talk


def test_a_draft_is_changed_piece_by_piece_and_the_log_says_by_whom(
    told: Talk, desk: Desk, period: Period
) -> None:
    fay = told.person("Fay", Role.FACILITATOR)
    told.person("Zoë Quillfeather", Role.MEMBER)
    summary = draft_it(told, period)
    (line,) = desk.snapshot().themes
    theme, risk = f"theme:{line.theme_id}", f"risk:{line.theme_id}"
    desk.hold(
        replace(desk.snapshot(), risks=(RiskLine(theme_id=line.theme_id, words="Panels slip"),))
    )
    told.say(5, line.theme_id, text="We wait eleven weeks for every single panel date here")
    wrong = {
        f"As {HUB_NAMES[0]} finds, panels slip.": "names a hub",
        "Humber has panels that slip.": "“Humber” is a place",
        "Panels slip, as Quillfeather knows.": "“Quillfeather” names a person",
        "Fay says that panels slip.": "“[name]” stands where",
        "Panels slip in Leeds.": "“Leeds” is a place",
        "They wait eleven weeks for every single panel date.": "repeat what somebody wrote",
        "": "Write a sentence",
    }
    for typed, fault in wrong.items():
        answer = desk.change(fay, summary, theme, words=typed)
        assert isinstance(answer, Invalid), typed
        assert fault in answer.errors["words"]
    no_reason = desk.change(fay, summary, risk, rating="red")
    assert isinstance(no_reason, Invalid)
    assert "Say why" in no_reason.errors["because"]
    assert desk.changes(summary) == []
    assert "Saved" in words_of(desk.change(fay, summary, theme, words="Dates slip in England."))
    assert "Saved" in words_of(desk.change(fay, summary, risk, rating="red", because="More slip."))
    desk.change(fay, summary, "impact", lines="Fewer are lost.\n\nMore stay.")
    assert "Nothing was changed" in words_of(desk.change(fay, summary, risk))
    (shown,) = desk.seen_in("facilitators")
    for words in ("Dates slip in England.", "■ Red:", "Why: More slip.", "More stay.", "of 5 hubs"):
        assert words in repr(shown), words
    assert desk.snapshot().risks[0].now is Rating.RED
    desk.change(fay, summary, risk, stays="no")
    assert desk.snapshot().risks == ()
    assert [(one.what, one.part) for one in desk.changes(summary)] == [
        ("changed", theme),
        ("changed", risk),
        ("changed", "impact"),
        ("dropped", risk),
    ]
    assert all(one.by_id for one in desk.changes(summary))


def test_what_was_posted_is_amended_where_it_stands_and_says_why(
    told: Talk, desk: Desk, period: Period
) -> None:
    fay = told.person("Fay", Role.FACILITATOR)
    summary = draft_it(told, period)
    theme = f"theme:{desk.snapshot().themes[0].theme_id}"
    desk.approve(fay, summary)
    words = {"words": "Panels sit too seldom."}
    assert isinstance(desk.change(fay, summary, theme, **words), Invalid)
    named = desk.change(fay, summary, theme, why="Fay was wrong", **words)
    assert isinstance(named, Invalid)
    answer = desk.change(fay, summary, theme, why="It was unclear", **words)
    assert "Amended" in words_of(answer)
    (card,) = desk.seen_in("central")
    assert "Amended on 21 September 2026: It was unclear." in card.text
    assert "Panels sit too seldom." in repr(card)
    assert "amended by Fay: It was unclear" in desk.seen_in("facilitators")[-1].text
    assert "Amended on" in words_of(desk.press(fay, "summary_open", summary))
    with told.database.write() as unit:
        person = unit.session.scalars(select(Person).where(Person.name == "Fay")).one()
        forget(unit, person, by=None, now=told.now)
        unit.commit()
    assert {(one.by_id, one.reason) for one in desk.changes(summary)} == {(None, "")}


def test_what_was_posted_is_recalled_and_can_be_drafted_again(
    told: Talk, desk: Desk, period: Period
) -> None:
    fay = told.person("Fay", Role.FACILITATOR)
    summary = draft_it(told, period)
    assert "not posted" in words_of(desk.send(fay, "summary_recall", summary, why="Wrong"))
    desk.approve(fay, summary)
    assert isinstance(desk.send(fay, "summary_recall", summary, why=" "), Invalid)
    assert "Recalled" in words_of(desk.send(fay, "summary_recall", summary, why="Wrong week"))
    assert "not posted" in words_of(desk.send(fay, "summary_recall", summary, why="Wrong week"))
    (note,) = desk.seen_in("central")
    assert note.title == "Summary recalled: Recruitment hubs"
    assert "recalled on 21 September 2026: Wrong week." in note.text
    assert desk.state() is SummaryState.RECALLED
    assert "Recalled by Fay" in desk.seen_in("facilitators")[-1].text
    desk.press(fay, "summary_again", summary)
    desk.approve(fay, summary)
    recalled, posted = desk.seen_in("central")
    assert (recalled, posted.title) == (note, "Checkpoint summary: Recruitment hubs")
