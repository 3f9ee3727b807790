"""Asking to be quoted: in private, once, of the author alone; taken back until it is sent."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.capture.models import Contribution
from bot.cards import Card, Quote, from_json, to_json
from bot.community.caller import identify
from bot.community.models import Purpose
from bot.delivery.models import OutboxRow
from bot.delivery.outbox import channel_destination, post
from bot.digests.approving.posting import channels
from bot.digests.bands import Band
from bot.digests.consent import handlers
from bot.digests.consent.cards import NO, YES, agreed_part
from bot.digests.consent.choosing import may_be_offered
from bot.digests.consent.service import agreed_by, ask_for_quotes, may_quote
from bot.digests.consent.taking_back import INSTEAD
from bot.digests.models import QuoteConsent, Summary, SummaryState
from bot.digests.snapshot import Snapshot, ThemeLine, freeze, thaw
from bot.events import MessageAction
from bot.privacy.erasure import forget
from bot.store import Database
from bot.themes.models import Theme, ThemeMembership
from bot.themes.trend import Trend
from bot.themes.unattributed import Names
from tests.chat import Chat, said
from tests.world import NOW, deleted, edited, place, sender

WORDS = "We waited nine weeks for a panel and lost two families over it."
LATER = NOW + timedelta(hours=1)


class Quoting(Chat):
    """A chat in which a draft waits for approval, and its authors were asked to be quoted."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        handlers.register(self.router)
        self.say("Lesson: Name of U1 rang at 10:30 and told us all about it", "m0", user="U2")
        self.say(WORDS, "m1", user="U2")
        self.say("Panels sit once a month here, and it is far too seldom.", "m2", user="U2")
        self.say("Our panel members leave faster than we can train them.", "m3", user="D1")
        self.summary = self._draft()
        self.ask()

    def _draft(self) -> int:
        with self.database.write() as unit:
            theme = Theme(community_id=self.community.id, label="Panel dates", born_at=NOW)
            unit.session.add(theme)
            unit.flush()
            for message in unit.session.scalars(select(Contribution)):
                unit.session.add(
                    ThemeMembership(contribution_id=message.id, theme_id=theme.id, since=NOW)
                )
            line = ThemeLine(
                theme_id=theme.id,
                label="Panel dates",
                sentence="They slip.",
                band=Band.FEW,
                trend=Trend.NEW,
                counted=3,
            )
            snapshot = Snapshot(
                community="Hubs",
                week="two weeks",
                zone="Europe/London",
                spoke=6,
                hubs=9,
                themes=(line,),
            )
            summary = Summary(
                community_id=self.community.id,
                period="2026-W39",
                starts_at=NOW - timedelta(days=14),
                ends_at=NOW,
                snapshot=freeze(snapshot),
                drafted_at=NOW,
            )
            unit.session.add(summary)
            unit.flush()
            unit.commit()
            return summary.id

    def ask(self) -> int:
        with self.database.write() as unit:
            asked = ask_for_quotes(unit, unit.session.get_one(Summary, self.summary), NOW)
            unit.commit()
        return asked

    def quoted(self) -> list[str]:
        with self.database.read() as unit:
            summary = unit.session.get_one(Summary, self.summary)
            return [one.quote.words for one in thaw(summary.snapshot).themes if one.quote]

    def agreed(self, user: str) -> list[str]:
        with self.database.read() as unit:
            caller = identify(unit, sender(user), place(), frozenset())
            assert caller.person is not None
            part = agreed_part(agreed_by(unit.session, caller.person, 5))
        return [one.text for one in part if isinstance(one, Quote)]

    def send(self) -> None:
        """Let the summary be approved and posted with its quote."""
        card = Card(text="Summary", elements=(Quote(WORDS),))
        with self.database.write() as unit:
            unit.session.get_one(Summary, self.summary).state = SummaryState.APPROVED
            (channel,) = channels(unit, self.community.id, Purpose.CENTRAL)
            key = f"summary:{self.summary}:{channel.id}"
            post(unit, channel_destination(channel), card, key=key, now=NOW)
            unit.commit()
        self.deliver("posted")

    def standing(self) -> str:
        """Return the newest card of the summary, which must not hold the words in any version."""
        with self.database.read() as unit:
            rows = unit.session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
            assert not [row for row in rows if WORDS in row.card]
            summary = unit.session.get_one(Summary, self.summary)
            assert WORDS not in str(summary.snapshot)
            assert unit.session.scalars(select(QuoteConsent)).all() == []
        last = [row for row in rows if row.key.startswith("summary:")][-1]
        return to_json(from_json(last.card))


@pytest.fixture
def chat(database: Database) -> Quoting:
    return Quoting(database)


def test_the_author_is_asked_once_and_what_they_agreed_to_stands_in_the_draft(
    chat: Quoting,
) -> None:
    number = str(chat.kept("m1").id)
    (asked,) = chat.told("U2")
    assert WORDS in asked
    assert "without your name or hub" in asked
    assert chat.told("U1") == chat.told("D1") == []
    assert chat.quoted() == []
    for user in ("U1", "F1", "D1", "nobody"):  # a button's value is not trusted
        assert "nothing to decide" in said(chat.press(YES, number, user=user))
    assert chat.quoted() == []

    assert "Thank you" in said(chat.press(YES, number, user="U2"))
    assert chat.quoted() == [WORDS]
    assert chat.agreed("U2") == [WORDS]  # on their own page, with its way back
    assert chat.ask() == 0  # the theme has its quote
    assert "will not go" in said(chat.press(NO, number, user="U2"))
    assert chat.quoted() == []
    chat.press(YES, number, user="U2")
    chat.send()
    assert chat.agreed("U2") == []
    assert "already sent" in said(chat.press(NO, number, user="U2"))
    with chat.database.read() as unit:
        assert may_quote(unit.session, int(number))


def test_nobody_is_asked_about_a_message_twice(chat: Quoting) -> None:
    chat.press(NO, str(chat.kept("m1").id), user="U2")
    assert chat.ask() == 1  # about their next message that can be told
    assert chat.ask() == 0
    assert ["nine weeks" in one for one in chat.told("U2")] == [True, False]


@pytest.mark.parametrize("how", ["edited", "deleted", "erased", "forgotten"])
def test_words_that_go_are_quoted_nowhere(chat: Quoting, how: str) -> None:
    chat.press(YES, str(chat.kept("m1").id), user="U2")
    chat.send()
    match how:
        case "edited":
            chat.happen(edited("Changed", "m1", at=LATER, user="U2"))
        case "deleted":
            chat.happen(deleted("m1", at=LATER))
        case "erased":
            chat.choose(MessageAction.DONT_KEEP_THIS, "m1", user="U2", author="U2", text=WORDS)
        case _:
            author = chat.kept("m1").author_id
            with chat.database.write() as unit:
                message = unit.session.scalars(
                    select(Contribution).where(Contribution.author_id == author).limit(1)
                ).one()
                assert message.author is not None
                forget(unit, message.author, by=None, now=LATER)
                unit.commit()
    assert INSTEAD in chat.standing()


def test_words_that_tell_of_somebody_are_not_offered() -> None:
    names = Names(hubs=[("Foster Calder and Aire", "calder-aire")], people=["Zoë Quillfeather"])
    assert may_be_offered(WORDS, names)
    for told in (
        f"{WORDS} So says Zoë Quillfeather.",
        f"In Calder {WORDS}",
        f"{WORDS} Ring 07700 900123.",
        f"{WORDS} It was at 10:30.",
        f"{WORDS} Since the 3rd of May.",
        f"<@U1> {WORDS}",
        f"[name] said: {WORDS}",
        "Too short",
        WORDS * 9,
    ):
        assert not may_be_offered(told, names), told
