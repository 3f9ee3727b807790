"""New messages are placed by what the last grouping learned, on every replica and after a start."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from adapters.grouping.embedding import BytesEmbedder
from adapters.grouping.themes import ClusteringFinder
from bot.capture.understanding import Understanding
from bot.ports import NamedTheme, Thread
from bot.store import Database
from bot.themes.models import Theme, ThemeMembership, ThemeState
from bot.themes.service import Themes
from clustering.embedding import HashedEmbedder
from tests.chat import LONDON, Chat, Recogniser
from tests.conftest import StoppedClock
from tests.world import NOW

EMBEDDER = BytesEmbedder(HashedEmbedder())
TALK = {
    "p": "Panel members leave and the panel chair is gone, part {}",
    "c": "Police checks take nine weeks and more, time {}",
}


@pytest.fixture
def chat(database: Database) -> Chat:
    chat = Chat(database)
    for key, words in TALK.items():
        for i in range(5):
            chat.say(words.format(i), f"{key}{i}")
    return chat


def start(chat: Chat, clock: StoppedClock) -> Themes:
    """Start the program: what was in memory is gone."""
    themes = Themes(chat.database, ClusteringFinder(), EMBEDDER, clock, zone=LONDON)
    listeners = [chat.earlier.take, themes.place_new]
    chat.understanding = Understanding(chat.database, EMBEDDER, Recogniser(), listeners)
    return themes


def spoken(theme: int | None = None, times: int = 4) -> list[Thread]:
    """Threads from 1 on, by turns of panels and of checks, each so many times."""
    words = [one.format(i) for i in range(times) for one in TALK.values()]
    numbered = enumerate(zip(words, EMBEDDER.embed(words), strict=True), start=1)
    return [Thread(key, said, (), vector, theme=theme) for key, (said, vector) in numbered]


def place_of(chat: Chat, themes: Themes, words: str) -> int | None:
    with chat.database.read() as unit:
        near = themes.nearest_theme(unit.session, chat.community.id, EMBEDDER.embed([words])[0])
        return near[0] if near else None


def test_what_was_learned_is_there_after_a_start(chat: Chat, clock: StoppedClock) -> None:
    assert place_of(chat, start(chat, clock), "Police checks take nine weeks") is None
    start(chat, clock).regroup(chat.community.id)
    themes = start(chat, clock)
    panels = place_of(chat, themes, TALK["p"].format(9))
    checks = place_of(chat, themes, TALK["c"].format(9))
    assert None not in (panels, checks)
    assert panels != checks
    assert place_of(chat, themes, "Wie geht es euch heute?") is None


def test_another_replica_s_grouping_is_used_at_once(chat: Chat, clock: StoppedClock) -> None:
    here, there = start(chat, clock), start(chat, clock)
    here.regroup(chat.community.id)
    first = place_of(chat, here, TALK["p"].format(9))
    for i in range(5):
        chat.say(f"Medical advisers' fees have doubled again, case {i}", f"m{i}")
    clock.move(hours=1)
    there.regroup(chat.community.id)
    fees = place_of(chat, here, "Medical advisers' fees have doubled again, case 9")
    assert fees is not None
    assert place_of(chat, here, TALK["p"].format(9)) == first


def test_what_was_merged_since_is_placed_where_it_went(chat: Chat, clock: StoppedClock) -> None:
    themes = start(chat, clock)
    themes.regroup(chat.community.id)
    panels, checks = (place_of(chat, themes, words.format(9)) for words in TALK.values())
    with chat.database.write() as unit:
        gone = unit.session.get_one(Theme, panels)
        gone.state, gone.merged_into_id = ThemeState.MERGED, checks
        unit.commit()
    assert place_of(chat, themes, TALK["p"].format(9)) == checks


def test_a_name_by_a_person_takes_the_threads_that_are_about_it() -> None:
    threads = spoken()
    name = "Police checks take weeks"
    named = [NamedTheme(77, name, EMBEDDER.embed([name])[0])]
    alone, helped = ClusteringFinder().find(threads, []), ClusteringFinder().find(threads, named)
    assert {one.theme for one in alone.themes} == {None}
    (checks,) = (one for one in helped.themes if one.theme == 77)
    assert set(checks.members) == {2, 4, 6, 8}


def test_chatter_and_what_a_person_said_it_is_not_about_stay_out() -> None:
    threads = [replace(one, theme=7 if one.key % 2 else None) for one in spoken(times=6)]
    threads[0] = replace(threads[0], theme=None, not_in=(7,))
    cheers = [f"Well done everybody, {name}!" for name in ("Ann", "Bob", "Col", "Dee")]
    for key, (said, vector) in enumerate(zip(cheers, EMBEDDER.embed(cheers), strict=True), 100):
        threads.append(Thread(key, said, (), vector, chatter=key < 103))
    found = ClusteringFinder().find(threads, [])
    (theme,) = (one for one in found.themes if one.theme == 7)
    assert set(theme.members) == {3, 5, 7, 9, 11}
    assert {100, 101, 102, 103} <= set(found.left_out), "the last is only like the others"


def test_asks_and_splits_come_back_with_ids() -> None:
    found = ClusteringFinder().find(spoken(theme=5), [])
    assert len(found.themes) == 2
    assert list(found.split.values()) == [5]
    assert [ask.kind for ask in found.asks][:2] == ["name", "name"]
    assert {ask.thread for ask in found.asks} <= set(range(1, 9))


def test_what_is_kept_places_as_before() -> None:
    finder = ClusteringFinder()
    threads = [replace(thread, theme=thread.key % 2) for thread in spoken()]
    vectors = [thread.vector for thread in threads]
    learned = finder.placement(threads)
    again = finder.restored(learned.kept())
    chance = np.random.default_rng(1).standard_normal((20, 512)).astype("<f4")
    for vector in [*vectors, *(row.tobytes() for row in chance)]:
        assert again.nearest(vector) == learned.nearest(vector)
    assert finder.restored(finder.placement([]).kept()).nearest(vectors[0]) is None


def test_messages_of_the_day_are_placed_as_they_come(chat: Chat, clock: StoppedClock) -> None:
    themes = start(chat, clock)
    themes.regroup(chat.community.id)
    chat.say(TALK["p"].format(9), "new", at=NOW + timedelta(hours=1))
    panels = place_of(chat, themes, TALK["p"].format(8))
    with chat.database.read() as unit:
        row = unit.session.get(ThemeMembership, chat.kept("new").id)
        assert row is not None
        assert (row.theme_id, row.by_id) == (panels, None)
