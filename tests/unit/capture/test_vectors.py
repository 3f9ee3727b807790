"""The same words are embedded once; vectors of two models are never mixed; both go with words."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from adapters.grouping.embedding import BytesEmbedder
from adapters.grouping.lookup import MatrixIndex
from adapters.grouping.themes import ClusteringFinder
from bot.capture.models import Contribution, ContributionVector
from bot.capture.understanding import Understanding
from bot.questions.lookup import EarlierAnswers
from bot.store import Database
from bot.themes.models import ThemePlacement
from bot.themes.service import Themes
from bot.themes.threads import read_threads
from clustering.embedding import HashedEmbedder
from tests.chat import LONDON, Chat, Recogniser
from tests.conftest import StoppedClock
from tests.world import NOW, deleted, edited


class Counting:
    """An embedder that says what it was asked for."""

    def __init__(self, dimension: int = 64) -> None:
        self.inner = BytesEmbedder(HashedEmbedder(dimension))
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return self.inner.name

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        self.asked += texts
        return self.inner.embed(texts)


class Talk:
    """A chat whose words are understood only when told so, by an embedder that counts."""

    def __init__(self, database: Database, clock: StoppedClock) -> None:
        self.chat = Chat(database)
        self.clock = clock
        self.embedder = Counting()
        self.understand_with(self.embedder)

    def understand_with(self, embedder: Counting) -> None:
        self.embedder = embedder
        self.chat.understanding = Understanding(self.chat.database, embedder, Recogniser(), [])
        self.chat.understanding.prepare()

    def themes(self) -> Themes:
        finder = ClusteringFinder()
        return Themes(self.chat.database, finder, self.embedder, self.clock, zone=LONDON)

    def stored(self) -> dict[str, tuple[str, int]]:
        """By message: whose vector is kept, and how many numbers it has."""
        with self.chat.database.read() as unit:
            rows = unit.session.execute(
                select(
                    Contribution.message_id, ContributionVector.embedder, ContributionVector.vector
                ).join(ContributionVector, ContributionVector.contribution_id == Contribution.id)
            )
            return {message: (name, len(vector) // 4) for message, name, vector in rows}


@pytest.fixture
def talk(database: Database, clock: StoppedClock) -> Talk:
    return Talk(database, clock)


def test_the_same_words_are_embedded_once(talk: Talk) -> None:
    for i, words in enumerate(["Thanks all", "Who pays?", "Thanks all"]):
        talk.chat.say(words, f"m{i}")
    talk.chat.say("Thanks all", "m9", user="U2")
    assert talk.embedder.asked == ["Thanks all", "Who pays?"]
    assert set(talk.stored()) == {"m0", "m1", "m2", "m9"}


def test_the_same_words_in_one_batch_are_embedded_once(talk: Talk) -> None:
    waiting, talk.chat.understanding = (
        talk.chat.understanding,
        Understanding(talk.chat.database, Counting(8), Recogniser(), []),
    )
    talk.chat.say("Thanks all", "m0")
    talk.chat.say("Thanks all", "m1", user="U2")
    waiting.prepare()
    waiting.work_all()
    assert talk.embedder.asked == ["Thanks all"]


def test_an_edit_is_embedded_anew_and_the_old_words_are_forgotten(talk: Talk) -> None:
    talk.chat.say("Who pays?", "m1")
    talk.chat.happen(edited("Who pays now?", "m1", at=NOW.replace(hour=12)))
    talk.chat.say("Who pays?", "m2")
    assert talk.embedder.asked == ["Who pays?", "Who pays now?", "Who pays?"]


def test_what_was_erased_leaves_neither_vector_nor_hash(talk: Talk) -> None:
    talk.chat.say("Who pays?", "m1")
    talk.chat.happen(deleted("m1", at=NOW.replace(hour=12)))
    assert talk.stored() == {}
    talk.chat.say("Who pays?", "m2")
    assert talk.embedder.asked == ["Who pays?", "Who pays?"], "nothing was left to find it by"


def test_after_a_change_of_model_everything_is_embedded_anew_and_nothing_mixed(talk: Talk) -> None:
    for i in range(4):
        talk.chat.say(f"Panel members leave, part {i}", f"p{i}")
    talk.themes().regroup(talk.chat.community.id)
    talk.understand_with(Counting(32))
    old, community = Counting(64).name, talk.chat.community.id
    with talk.chat.database.read() as unit:
        assert read_threads(unit.session, community, talk.embedder.name) == [], "not yet"
        row = unit.session.scalars(select(ThemePlacement)).one()
        assert row.embedder == old
        vector = talk.embedder.embed(["Panel members leave"])[0]
        assert talk.themes().nearest_theme(unit.session, community, vector) is None
    assert talk.chat.understanding.work_all() == 4
    assert talk.stored() == {f"p{i}": (talk.embedder.name, 32) for i in range(4)}
    report = talk.themes().regroup(community)
    assert (report.threads, report.themes) == (4, 1)
    with talk.chat.database.read() as unit:
        assert talk.themes().nearest_theme(unit.session, community, vector) is not None


def test_a_change_of_model_in_the_middle_looks_up_only_what_is_done(talk: Talk) -> None:
    talk.chat.say("Lesson: ring every enquirer", "m1")
    talk.understand_with(Counting(32))
    talk.chat.say("Lesson: ring every enquirer twice", "m2")
    with talk.chat.database.write() as unit:  # as if only the new one was done yet
        one = unit.session.get_one(ContributionVector, talk.chat.kept("m1").id)
        one.embedder, one.vector = Counting(64).name, bytes(256)
        unit.commit()
    earlier = EarlierAnswers(talk.embedder, MatrixIndex())
    with talk.chat.database.read() as unit:
        found = earlier.answers(unit, "Lesson: ring every enquirer", {talk.chat.community.id})
    assert [one.contribution.message_id for one in found] == ["m2"]


def test_told_to_stop_it_leaves_the_rest_to_the_next_start(talk: Talk) -> None:
    quiet = Understanding(talk.chat.database, talk.embedder, Recogniser(), [])
    quiet._stopping = True  # what `stop` sets; here no thread was started that could end
    talk.chat.understanding = quiet
    talk.chat.say("Who pays?", "m1")
    assert talk.stored() == {}
    talk.understand_with(talk.embedder)
    talk.chat.understanding.work_all()
    assert set(talk.stored()) == {"m1"}
