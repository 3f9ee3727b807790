"""Regrouping over the store: ids survive, decisions stay, chatter and twins are left out."""

import pickle
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.capture import handlers
from bot.capture.models import Contribution
from bot.capture.understanding import Understanding
from bot.community.caller import identify
from bot.community.models import Person
from bot.events import InboxEvent
from bot.ports import FoundTheme, Grouping, NamedTheme, RecognisedKind, Thread
from bot.router import Router, Turn
from bot.store import Database
from bot.themes.models import Theme, ThemeMembership, ThemeState
from bot.themes.service import KeepChanging, Themes
from tests.chat import LONDON
from tests.conftest import StoppedClock
from tests.world import NOW, deleted, edited, make_world, posted


class FirstWord:
    """A finder and embedder by the first word: three threads with the same one are a theme."""

    name = "first-word"

    def embed(self, texts: Sequence[str]) -> list[bytes]:
        return [text.split()[0].encode() for text in texts]

    def find(self, threads: Sequence[Thread], named: Sequence[NamedTheme]) -> Grouping:
        self.named = list(named)
        groups: dict[bytes, list[Thread]] = defaultdict(list)
        for thread in (one for one in threads if not one.chatter):
            groups[thread.vector].append(thread)
        large = {word: members for word, members in groups.items() if len(members) >= 3}
        themes = tuple(self._theme(word, members) for word, members in large.items())
        left = tuple(t.key for word, ts in groups.items() if word not in large for t in ts)
        return Grouping(themes=themes, left_out=left)

    def _theme(self, word: bytes, members: list[Thread]) -> FoundTheme:
        known = [t.theme for t in members if t.theme is not None]
        return FoundTheme(
            theme=max(set(known), key=known.count) if known else None,
            label=word.decode(),
            description=f"About {word.decode()}.",
            members={t.key: 1.0 for t in members},
            representatives=(members[0].key,),
        )

    def placement(self, threads: Sequence[Thread]) -> "SameWord":
        return SameWord({t.vector: t.theme for t in threads if t.theme is not None})

    def restored(self, learned: bytes) -> "SameWord":
        return SameWord(pickle.loads(learned))


class SameWord:
    def __init__(self, themes: Mapping[bytes, int]) -> None:
        self.themes = themes

    def nearest(self, vector: bytes) -> tuple[int, float] | None:
        theme = self.themes.get(vector)
        return None if theme is None else (theme, 1.0)

    def kept(self) -> bytes:
        return pickle.dumps(self.themes)


class Recogniser:
    """Chatter is what says so; all else is a question."""

    def recognise(self, messages: Sequence[tuple[str, str | None]]) -> list[RecognisedKind]:
        kinds = ["chatter" if "chatter" in text else "question" for text, _ in messages]
        return [RecognisedKind(kind, 0.9, True) for kind in kinds]

    def learn(self, corrections: Sequence[tuple[str, str | None, str]]) -> None:
        raise AssertionError("not asked for here")


class Bench:
    """Says things and regroups."""

    def __init__(self, database: Database, clock: StoppedClock) -> None:
        self.database = database
        self.community = make_world(database)
        self.router = Router()
        handlers.register(self.router)
        self.clock, self.finder = clock, FirstWord()
        self.themes = self.finding(self.finder)
        self.understanding = Understanding(
            database, FirstWord(), Recogniser(), [self.themes.place_new]
        )

    def finding(self, finder: FirstWord) -> Themes:
        return Themes(self.database, finder, FirstWord(), self.clock, zone=LONDON)

    def say(self, *events: InboxEvent) -> None:
        for event in events:
            with self.database.write() as unit:
                caller = identify(unit, event.who, event.where, frozenset())
                self.router.handle(Turn(unit=unit, caller=caller, now=NOW), event)
                unit.commit()
        self.understanding.work_all()

    def regroup(self) -> dict[str, int]:
        self.themes.regroup(self.community.id)
        with self.database.read() as unit:
            active = select(Theme).where(Theme.state == ThemeState.ACTIVE)
            return {theme.label: theme.id for theme in unit.session.scalars(active)}

    def members(self, theme: int) -> set[str]:
        with self.database.read() as unit:
            rows = unit.session.scalars(
                select(Contribution.message_id)
                .join(ThemeMembership, ThemeMembership.contribution_id == Contribution.id)
                .where(ThemeMembership.theme_id == theme)
            )
            return set(rows)


@pytest.fixture
def bench(database: Database, clock: StoppedClock) -> Bench:
    return Bench(database, clock)


def test_threads_are_grouped_and_keep_their_theme(bench: Bench) -> None:
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(3)))
    first = bench.regroup()
    bench.say(*(posted(f"fees {i}", f"f{i}") for i in range(3)), posted("panels 9", "p9"))
    second = bench.regroup()
    assert first == {"panels": second["panels"]}
    assert bench.members(second["panels"]) == {"p0", "p1", "p2", "p9"}
    assert bench.members(second["fees"]) == {"f0", "f1", "f2"}


def test_a_new_message_is_placed_between_regroupings(bench: Bench) -> None:
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(3)))
    theme = bench.regroup()["panels"]
    bench.say(posted("panels again", "p9"), posted("something else", "s1"))
    assert bench.members(theme) == {"p0", "p1", "p2", "p9"}


def test_what_a_person_decided_survives(bench: Bench) -> None:
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(4)))
    bench.say(*(posted(f"fees {i}", f"f{i}") for i in range(3)))
    themes = bench.regroup()
    with bench.database.write() as unit:
        by = unit.session.scalars(select(Person).where(Person.name == "Name of F1")).one()
        theme = unit.session.get_one(Theme, themes["panels"])
        theme.label, theme.label_by_id = "Removing panels", by.id
        moved = unit.session.scalars(
            select(ThemeMembership)
            .join(Contribution, Contribution.id == ThemeMembership.contribution_id)
            .where(Contribution.message_id == "p3")
        ).one()
        moved.theme_id, moved.by_id = themes["fees"], by.id
        unit.commit()
    again = bench.regroup()
    assert again == {"Removing panels": themes["panels"], "fees": themes["fees"]}
    assert "p3" in bench.members(themes["fees"])


def test_a_theme_that_is_not_found_again_fades_unless_pinned(bench: Bench) -> None:
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(3)))
    bench.say(*(posted(f"fees {i}", f"f{i}") for i in range(3)))
    themes = bench.regroup()
    with bench.database.write() as unit:
        unit.session.get_one(Theme, themes["fees"]).pinned = True
        unit.commit()
    at = NOW + timedelta(hours=1)
    bench.say(*(deleted(f"{word}{i}", at=at) for word in "pf" for i in range(3)))
    assert bench.regroup() == {"fees": themes["fees"]}


def test_chatter_twins_and_deleted_messages_are_not_grouped(bench: Bench) -> None:
    again = "panels one: who sits on yours?"
    bench.say(posted(again, "p1"), posted("panels two", "p2"), posted("panels three", "p3"))
    bench.say(
        posted("panels chatter", "p4"),
        posted(again, "p5", conversation="C2", at=NOW + timedelta(hours=1)),
        posted("panels gone", "p6"),
        deleted("p6", at=NOW + timedelta(hours=2)),
    )
    theme = bench.regroup()["panels"]
    assert bench.members(theme) == {"p1", "p2", "p3"}


def test_a_twin_counts_again_when_the_first_is_deleted(bench: Bench) -> None:
    later = NOW + timedelta(hours=1)
    again = "panels one: who sits on yours?"
    bench.say(posted(again, "p1"), posted(again, "t1", conversation="C2", at=later))
    bench.say(posted("panels two", "p2"), posted("panels three", "p3"))
    bench.say(deleted("p1", at=later))
    assert bench.members(bench.regroup()["panels"]) == {"t1", "p2", "p3"}


def test_an_edit_is_understood_anew(bench: Bench) -> None:
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(4)))
    bench.say(edited("fees instead", "p3", at=NOW + timedelta(minutes=1)))
    assert bench.members(bench.regroup()["panels"]) == {"p0", "p1", "p2"}


def test_too_little_to_group_is_no_theme(bench: Bench) -> None:
    bench.say(posted("panels", "p1"))
    report = bench.themes.regroup(bench.community.id)
    assert (report.themes, report.left_out) == (0, 1)
    assert "1 threads, 0 themes" in str(report)


class Meanwhile(FirstWord):
    """Finds themes, while something else happens."""

    def __init__(self, *happens: Callable[[], object]) -> None:
        self.happens = list(happens)

    def find(self, threads: Sequence[Thread], named: Sequence[NamedTheme]) -> Grouping:
        found = super().find(threads, named)
        if self.happens:
            self.happens.pop(0)()
        return found


def test_two_regroupings_at_once_make_no_theme_twice(bench: Bench) -> None:
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(3)))
    late = bench.finding(Meanwhile(bench.regroup))
    late.regroup(bench.community.id)
    with bench.database.read() as unit:
        (theme,) = unit.session.scalars(select(Theme))
    assert bench.members(theme.id) == {"p0", "p1", "p2"}


def test_words_erased_while_it_looked_do_not_come_back(bench: Bench) -> None:
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(3)))
    gone = deleted("p0", at=NOW + timedelta(hours=1))
    late = bench.finding(Meanwhile(lambda: bench.say(gone)))
    assert late.regroup(bench.community.id).themes == 0


def test_themes_that_keep_changing_are_left_for_later(bench: Bench) -> None:
    bench.say(*(posted(f"panels {i}", f"p{i}") for i in range(9)))
    goings = [deleted(f"p{i}", at=NOW + timedelta(hours=1)) for i in range(3)]
    happens = [partial(bench.say, one) for one in goings]
    with pytest.raises(KeepChanging):
        bench.finding(Meanwhile(*happens)).regroup(bench.community.id)
