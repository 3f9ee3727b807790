"""Privacy as properties: whatever hubs are called and people write, none of it gets out."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.capture.models import Kind
from bot.cards import to_json
from bot.community.models import Community, Hub, Person
from bot.digests.bands import Band, Shown, show
from bot.digests.cards.draft import Draft, draft_card
from bot.digests.cards.outcomes import approved_card
from bot.digests.cards.summary import summary_card
from bot.digests.checkpoint.compiling import compile_summary
from bot.digests.checkpoint.wording import NO_SENTENCE
from bot.schedules.calendar import Period
from bot.store import Database
from bot.themes.models import Theme
from bot.themes.unattributed import NO_LABEL, Names, fit, quotes
from tests.unit.digests.desk import CALENDAR
from tests.unit.digests.talk import Talk

NAMES = Names(
    hubs=[
        ("Foster Calder and Aire", "calder-aire"),
        ("Ribble Vale Foster Families", "ribble-vale"),
        ("Kent", "kent"),
    ],
    people=["Zoë Quillfeather", "Sam"],
)
word = st.text("abcdefghij", min_size=2, max_size=9)
place = st.text("klmnopqrst", min_size=4, max_size=8).map(str.capitalize)
sentence = st.lists(word, min_size=3, max_size=30).map(" ".join)


def test_hubs_and_people_are_not_named() -> None:
    hidden = NAMES.hide(
        "Foster Calder and Aire, calder-aire, Calder & Aire, ribble vale and Aire asked KENT"
        " what zoë quillfeather and Vale said to Kentish families"
    )
    assert hidden == (
        "a hub, a hub, a hub, a hub and a hub asked a hub"
        " what someone and a hub said to Kentish families"
    )


def test_ordinary_words_of_a_hubs_name_stay() -> None:
    text = "Families foster, and panels sit"
    assert NAMES.hide(text) == text


@given(sentence, sentence, sentence)
def test_a_quotation_is_replaced(before: str, message: str, after: str) -> None:
    said = fit(f"{before} {message.upper()}! {after}", [message], NAMES, "other words")
    assert said == "other words"


@given(st.lists(word, min_size=6, max_size=30), st.data())
def test_a_long_run_of_a_message_is_a_quotation(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 6))
    run = " ".join(words[start : start + 6])
    assert quotes(f"Hubs said {run} again", [" ".join(words)])


def test_words_in_common_are_no_quotation() -> None:
    message = "Our panel dates slipped again and nobody at the council could say why"
    assert not quotes("Why panel dates slip", [message])
    assert not quotes("Panel dates", ["Panel dates"])


@given(st.lists(st.integers(0, 30), max_size=20))
def test_bands_move_only_when_three_hubs_or_more_did(counts: list[int]) -> None:
    last: Shown | None = None
    for hubs in counts:
        now = show(hubs, last)
        assert (now is None) == (hubs < 3)
        if now is None:
            continue
        if last is not None and now.band is not last.band:
            assert abs(hubs - last.counted) >= 3
        if last is None:
            assert now.band is (Band.MANY if hubs >= 6 else Band.FEW)
        last = now


@given(
    hub_names=st.lists(
        st.builds("{} and {} Hub".format, place, place),
        min_size=4,
        max_size=4,
        unique=True,
    ),
    messages=st.lists(sentence, min_size=4, max_size=4),
    raised=st.lists(st.integers(0, 4), min_size=3, max_size=3),
    quoted=st.booleans(),
    named=st.booleans(),
)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_of_hubs_or_messages_gets_into_a_summary(
    database: Database,
    hub_names: list[str],
    messages: list[str],
    raised: list[int],
    quoted: bool,
    named: bool,
) -> None:
    now = datetime(2026, 9, 21, 8, tzinfo=UTC)
    talk = Talk(database, now)
    with database.write() as unit:
        for table in reversed(Community.metadata.sorted_tables):
            unit.session.execute(table.delete())
        unit.commit()
    talk.begin(hubs=4)
    with database.write() as unit:
        unit.session.add(Person(name="Zoë Quillfeather"))
        for hub_id, name in zip(talk.hubs, hub_names, strict=True):
            unit.session.get_one(Hub, hub_id).name = name
        unit.commit()
    for number, hubs in enumerate(raised):
        label = f"T{number} {hub_names[0]}" if named else f"T{number}"
        theme = talk.theme(label, f"About {messages[0]}." if quoted else f"T{number} said")
        for hub in range(hubs):
            talk.say(hub, theme, text=messages[hub], days_ago=hub / 7)
    with database.read() as unit:
        community = unit.session.get_one(Community, talk.community_id)
        period = Period("2026-W39", now - timedelta(days=7), now)
        snapshot = compile_summary(unit, community, period, CALENDAR)
        themes = {theme.id: theme.label for theme in unit.session.query(Theme)}
    told = {themes[line.theme_id][:2] for line in snapshot.themes}
    assert told == {f"T{number}" for number, hubs in enumerate(raised) if hubs >= 3}
    posted = replace(snapshot, held=())  # facilitators may read whose theme was held back
    draft = Draft(summary_id=1, community_id=1, revision=0, snapshot=posted, evidence={})
    cards = [summary_card(snapshot), draft_card(draft), approved_card(1, snapshot, "Approved.")]
    for card in cards:
        said = to_json(card)
        plain = " ".join(re.findall(r"\w+", said.casefold()))
        assert not [name for name in hub_names if name.casefold() in said.casefold()]
        assert not [text for text in messages if f" {text} " in f" {plain} "]
        assert not re.search(r"\d\d:\d\d", said)


def test_words_that_can_not_be_told_are_replaced(talk: Talk, period: Period) -> None:
    talk.begin()
    quoting = "My carer rang four times and nobody answered"
    theme = talk.theme("My carer rang", quoting)
    for hub in range(3):
        talk.say(hub, theme, text=quoting if hub else "My carer rang", kind=Kind.UNSURE)
    with talk.database.read() as unit:
        community = unit.session.get_one(Community, talk.community_id)
        (line,) = compile_summary(unit, community, period, CALENDAR).themes
    assert (line.label, line.sentence) == (NO_LABEL, NO_SENTENCE)


def test_a_sentence_says_what_three_hubs_did_and_no_fewer(talk: Talk, period: Period) -> None:
    talk.begin()
    theme = talk.theme("Panel dates", "")
    done = [Kind.QUESTION] * 3 + [Kind.LESSON] * 3 + [Kind.CHALLENGE] * 2
    for hub, kind in enumerate(done):
        talk.say(hub, theme, kind=kind)
    with talk.database.read() as unit:
        community = unit.session.get_one(Community, talk.community_id)
        (line,) = compile_summary(unit, community, period, CALENDAR).themes
    assert line.sentence == "Hubs asked questions and shared lessons."


def test_a_sentence_names_only_what_three_hubs_said_in_the_same_words(
    talk: Talk, period: Period
) -> None:
    talk.begin()
    theme = talk.theme("Panel dates", "")
    said = ["panel dates and references", "Panel dates", "our panel dates; references"]
    for hub, text in enumerate([*said, "references", "one private matter"]):
        talk.say(hub, theme, text=text, kind=Kind.QUESTION)
    with talk.database.write() as unit:
        row = unit.session.get_one(Theme, theme)
        row.phrases = ["panel dates", "private matter", "references"]
        unit.commit()
    with talk.database.read() as unit:
        community = unit.session.get_one(Community, talk.community_id)
        (line,) = compile_summary(unit, community, period, CALENDAR).themes
    assert line.sentence == "Hubs asked questions about panel dates and references."
