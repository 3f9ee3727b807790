"""Asks: raised by a facilitator in their own words, sent with a summary, answered in chat too."""

from datetime import timedelta

from sqlalchemy import select

from bot.cards import Ask, Invalid
from bot.community.checks import NOT_A_FACILITATOR
from bot.community.linking.belongings import part_messages
from bot.community.models import Account, Person
from bot.digests.approving.naming import A_QUOTE
from bot.digests.bands import Band
from bot.digests.models import Summary
from bot.digests.replies.about import GONE
from bot.digests.replies.asking import ADDED, ASKED, NEXT
from bot.digests.replies.models import AskKind, DepartmentAsk, ReplyState, Standing, ThemeFollow
from bot.digests.replies.reading import asks_of, replies_since
from bot.digests.replies.service import asks_sent
from bot.digests.snapshot import AskLine, Snapshot, ThemeLine, freeze, thaw
from bot.privacy.erasure import forget
from bot.themes.trend import Trend
from tests.chat import all_words, as_a, said
from tests.unit.replies.hall import CENTRAL, Hall
from tests.world import NOW, deleted

FILLED = {"kind": "decision", "words": "When will the new rules apply?"}


def snapshot(asks: tuple[AskLine, ...] = (), themes: tuple[ThemeLine, ...] = ()) -> Snapshot:
    return Snapshot(
        community="Hubs", week="w", zone="Europe/London", spoke=3, hubs=5, themes=themes, asks=asks
    )


def draft(hall: Hall) -> int:
    """Add a draft summary; return its id."""
    with hall.database.write() as unit:
        summary = Summary(
            community_id=hall.community.id,
            period="p",
            starts_at=NOW - timedelta(days=7),
            ends_at=NOW,
            snapshot=freeze(snapshot()),
            drafted_at=NOW,
        )
        unit.session.add(summary)
        unit.commit()
        return summary.id


def test_a_facilitator_asks_from_a_message_in_words_of_their_own(hall: Hall) -> None:
    hall.say("We wait for the rules before we book a single panel", "q1", user="U1")
    value = f"message:{hall.kept('q1').id}"
    form = as_a(Ask, hall.press("ask_add", value, user="F1")).form
    quoting = FILLED | {"words": "They wait for the rules before we book a single panel"}
    wrong = A_QUOTE.format(words=quoting["words"])
    assert as_a(Invalid, hall.fill_in(form, quoting, user="F1")).errors == {"words": wrong}
    assert NEXT in said(hall.fill_in(form, FILLED, user="F1"))
    assert ASKED in said(hall.fill_in(form, FILLED, user="F1"))
    assert ASKED in said(hall.press("ask_add", value, user="F1"))
    with hall.database.read() as unit:
        (ask,) = asks_of(unit.session, hall.community.id)
    assert (ask.kind, ask.words, ask.sent_at) == (AskKind.DECISION, FILLED["words"], None)
    assert ask.contribution_id == hall.kept("q1").id
    refused = hall.press("reply_write", f"ask:{ask.id}", user="D1", where=CENTRAL)
    assert GONE in said(refused)  # the department has not been asked yet


def test_an_ask_added_to_a_draft_stands_in_it_and_is_sent_with_it(hall: Hall) -> None:
    summary = draft(hall)
    form = as_a(Ask, hall.press("ask_add", f"{hall.community.id}:{summary}", user="F1")).form
    chosen = FILLED | {"theme": str(hall.topic)}
    assert ADDED in said(hall.fill_in(form, chosen, user="F1"))
    line = ThemeLine(
        theme_id=hall.topic,
        label="Panel dates",
        sentence="Hubs wait.",
        band=Band.FEW,
        trend=Trend.RISING,
        counted=3,
    )
    hall.press("theme_follow", f"theme:{hall.topic}", user="D2", where=CENTRAL)
    with hall.database.write() as unit:
        told = thaw(unit.session.get_one(Summary, summary).snapshot)
        assert told.asks == (AskLine(ask_id=1, kind="decision", words=FILLED["words"]),)
        ask = unit.session.get_one(DepartmentAsk, 1)
        assert (ask.theme_id, ask.sent_at) == (hall.topic, None)
        for _ in range(2):
            asks_sent(unit, snapshot(told.asks), NOW)
        both = snapshot(told.asks, (line,))
        asks_sent(unit, both, NOW + timedelta(days=1))
        asks_sent(unit, both, NOW + timedelta(days=1))
        assert ask.sent_at == NOW
        unit.commit()
    (card,) = hall.sent("followed:").values()
    assert "Panel dates: 3 to 5 hubs, rising." in all_words(card)


def test_an_official_answers_in_the_thread_of_an_ask(hall: Hall) -> None:
    hall.say("When do the rules come?", "q1", user="U1")
    hall.say("We are on it", "early", user="D1", thread="q1", at=NOW + timedelta(minutes=1))
    form = as_a(Ask, hall.press("ask_add", f"message:{hall.kept('q1').id}", user="F1")).form
    hall.fill_in(form, FILLED, user="F1")
    assert [one.words for one in hall.replies()] == ["We are on it"]
    later = NOW + timedelta(hours=1)
    hall.say("Hello all", "before", user="D1", thread="q1", at=NOW - timedelta(minutes=1))
    hall.say("So do we", "r1", user="U2", thread="q1", at=later)
    hall.say("In May, as Name of U1 asked", "r2", user="D1", thread="q1", at=later)
    _, second = hall.replies()
    assert (second.words, second.says) == ("In May, as someone asked", Standing.ANSWERED)
    assert second.state is ReplyState.RELEASED
    ask = hall.the_ask(1)
    assert (ask.standing, ask.settled_at, ask.sent_at) == (
        Standing.ANSWERED,
        NOW + timedelta(minutes=1),
        NOW + timedelta(minutes=1),
    )
    assert hall.outbox() == []  # who was there has read it
    with hall.database.read() as unit:
        since = replies_since(unit.session, hall.community.id, NOW + timedelta(minutes=5))
        assert [one.id for one in since] == [second.id]
    with hall.database.write() as unit:  # the official was two people after all
        account = unit.session.query(Account).filter_by(user_id="D1").one()
        apart = Person(name="Another")
        unit.session.add(apart)
        unit.flush()
        part_messages(unit, account, account.person, apart)
        unit.commit()
    hall.happen(deleted("r2", at=later + timedelta(hours=1)))
    hall.happen(deleted("early", at=later + timedelta(hours=1)))
    assert hall.replies() == []
    assert hall.the_ask(1).standing is Standing.OPEN


def test_what_is_kept_of_a_person_who_is_forgotten_is_the_departments_words(hall: Hall) -> None:
    hall.say("When do the rules come?", "q1", user="U1")
    form = as_a(Ask, hall.press("ask_add", f"message:{hall.kept('q1').id}", user="F1")).form
    hall.fill_in(form, FILLED, user="F1")
    hall.say("It comes in May", "r1", user="D1", thread="q1", at=NOW + timedelta(hours=1))
    hall.reply("ask:1", "doing", "We draft them.")
    hall.press("theme_follow", f"theme:{hall.topic}", user="D1", where=CENTRAL)
    with hall.database.write() as unit:
        for name in ("Name of D1", "Name of F1", "Name of U1"):
            forget(unit, unit.session.query(Person).filter_by(name=name).one(), by=None, now=NOW)
        unit.commit()
    (reply,) = hall.replies()
    assert (reply.words, reply.by_id) == ("We draft them.", None)
    ask = hall.the_ask(1)
    assert (ask.words, ask.raised_by_id, ask.contribution_id) == (FILLED["words"], None, None)
    assert ask.standing is Standing.DOING
    with hall.database.read() as unit:
        assert unit.session.scalars(select(ThemeFollow)).all() == []


def test_nobody_but_a_facilitator_asks_or_releases(hall: Hall) -> None:
    hall.releasing()
    hall.say("When do the rules come?", "q1", user="U1")
    hall.ask()
    hall.reply("ask:1", user="D2")
    form = as_a(Ask, hall.press("ask_add", str(hall.community.id), user="F1")).form
    why = as_a(Ask, hall.press("reply_hold", "1", user="F1")).form
    for user in ("U1", "D1", "stranger"):
        tried = [
            *(hall.press("ask_add", value, user=user) for value in ("1", "message:1", "theme:1")),
            hall.press("reply_open", "1", user=user),
            hall.press("reply_release", "1", user=user),
            hall.press("reply_hold", "1", user=user),
            hall.fill_in(form, FILLED, user=user),
            hall.fill_in(why, {"reason": "x"}, user=user),
        ]
        assert {said(one) for one in tried} == {f"{NOT_A_FACILITATOR}\n\n{NOT_A_FACILITATOR}"}
    assert hall.replies()[0].state is ReplyState.WAITING


def test_nobody_but_an_official_speaks_for_the_department(hall: Hall) -> None:
    ask, value = f"ask:{hall.ask()}", f"theme:{hall.topic}"
    reply = as_a(Ask, hall.press("reply_write", ask, user="D1", where=CENTRAL)).form
    question = as_a(Ask, hall.press("reply_ask_back", value, user="D1", where=CENTRAL)).form
    for user in ("U1", "F1", "stranger"):
        tried = [
            hall.press("reply_write", value, user=user, where=CENTRAL),
            hall.press("reply_write", ask, user=user, where=CENTRAL),
            hall.press("reply_ask_back", value, user=user, where=CENTRAL),
            hall.press("theme_follow", value, user=user, where=CENTRAL),
            hall.press("theme_unfollow", value, user=user, where=CENTRAL),
            hall.fill_in(reply, {"says": "answered", "words": "In May."}, user=user),
            hall.fill_in(question, {"words": "How many?"}, user=user),
        ]
        assert all("Only officials of Fostering hubs can do this" in said(one) for one in tried)
    hall.say("Rooms are dear", "room", user="U1")
    small = hall.add_theme("Rooms", ["room"])  # of one hub: the department may not know of it
    for forged in (f"theme:{small}", "theme:99", "ask:99", "theme:x", "", "9" * 40):
        assert GONE in said(hall.press("reply_write", forged, user="D1", where=CENTRAL))
        assert GONE in said(hall.press("theme_follow", forged, user="D1", where=CENTRAL))
    assert hall.replies() == []
    assert hall.outbox() == []
