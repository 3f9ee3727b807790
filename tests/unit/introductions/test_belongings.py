"""Offers, introductions and pairs when people are forgotten, or turn out to be one."""

from sqlalchemy import func, select

from bot.community.models import Person
from bot.community.setup.joining import join_people
from bot.delivery.models import OutboxRow
from bot.events import MessageAction
from bot.introductions.cards.buttons import HELP_OFFER, INTRODUCE
from bot.introductions.models import Introduction, Pair
from bot.privacy.erasure import forget
from bot.questions.models import OfferOfHelp
from tests.unit.introductions.conftest import Network
from tests.world import NOW

QUESTION_WORDS = "Who has a rota for evening calls?"


def busy(network: Network) -> None:
    """U2 and U3 offered U1 the same help and were introduced; they were all paired, in turn."""
    question = network.asks()
    for user in ("U2", "U3"):
        network.press(HELP_OFFER, str(question), user=user)
        network.press(INTRODUCE, f"question:{question}:{network.person(user)}", user="U1")
    one, two, three = (network.person(user) for user in ("U1", "U2", "U3"))
    with network.database.write() as unit:
        for month, first, second in (("2026-08", one, two), ("2026-08", one, three)):
            pair = Pair(month=month, first_id=first, second_id=second, at=NOW)
            pair.community_id = network.community.id
            unit.session.add(pair)
        between = Pair(month="2026-07", first_id=two, second_id=three, at=NOW)
        between.community_id = network.community.id
        unit.session.add(between)
        unit.commit()


def counts(network: Network) -> list[int]:
    with network.database.read() as unit:
        return [
            unit.session.scalar(select(func.count()).select_from(table)) or 0
            for table in (OfferOfHelp, Introduction, Pair)
        ]


def test_who_is_forgotten_is_in_nobody_s_introduction_or_message(network: Network) -> None:
    busy(network)
    assert counts(network) == [2, 2, 3]
    with network.database.write() as unit:
        person = unit.session.get_one(Person, network.person("U2"))
        forget(unit, person, by=person, now=NOW)
        unit.commit()
    assert counts(network) == [1, 1, 1]
    with network.database.read() as unit:
        cards = unit.session.scalars(select(OutboxRow.card)).all()
    assert len(cards) == 2  # U3's offer and introduction
    assert not any("Name of U2" in card for card in cards)


def test_two_who_are_one_have_each_once_and_nothing_with_themselves(network: Network) -> None:
    busy(network)
    with network.database.write() as unit:
        kept, other = (unit.session.get_one(Person, network.person(user)) for user in ("U2", "U3"))
        join_people(unit, kept, other)
        unit.commit()
    assert counts(network) == [1, 1, 1]


def test_an_erased_question_is_in_no_offer_and_its_words_in_no_message(network: Network) -> None:
    busy(network)
    network.press(HELP_OFFER, str(network.kept("q").id), user="F1")
    network.choose(MessageAction.DONT_KEEP_THIS, "q", user="U1", text=QUESTION_WORDS)
    assert counts(network) == [0, 2, 3]
    with network.database.read() as unit:
        rows = unit.session.scalars(select(OutboxRow)).all()
    assert not any(QUESTION_WORDS in row.card for row in rows)
    (together, *_) = [row.card for row in rows if row.key.startswith("introduction:")]
    assert "meet Name of" in together
