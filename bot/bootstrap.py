"""The composition root: the one place that wires adapters, clustering, database and jobs."""

import asyncio
import gc
import logging
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from aiohttp import web

from adapters.grouping import ClusteringFinder, MatrixIndex, load_embedder, train_recogniser
from adapters.http import Attachable, make_web_app
from adapters.slack import SlackAdapter
from adapters.teams import TeamsAdapter
from bot.capture.corrections import read_corrections
from bot.capture.inbox import InboxWriter
from bot.capture.understanding import Understanding
from bot.capture.worker import InboxWorker
from bot.delivery.sender import Sender
from bot.digests.letters.sending import Digests
from bot.digests.replies.hearing import hear
from bot.digests.weekly import draft_for
from bot.features import make_router, usual_of, usual_times
from bot.health import DatabaseHealth
from bot.introductions.monthly import pair_all
from bot.introductions.reaching import Meeting
from bot.introductions.telling import tell_of_none
from bot.jobs import TICK, Job, Jobs, what_falls_due
from bot.lessons.carrying.offering import offer_to_all
from bot.lessons.guide.pages import GuidePages
from bot.lessons.resources import keeping as resources
from bot.lessons.reviewing.job import review_lessons
from bot.ports import ChatAdapter, Clock, KindRecogniser, Receiver, TextEmbedder, ThemeFinder
from bot.privacy.retention import tidy
from bot.progress import LogProgress, Progress
from bot.questions.experience.offering import ask_who_helped
from bot.questions.experience.service import Experience
from bot.questions.life.following_up import follow_up
from bot.questions.lookup import EarlierAnswers
from bot.questions.same.looking import SameQuestions
from bot.questions.suggesting import Suggesting
from bot.reception import Reception
from bot.router import Router
from bot.sample import sample_messages
from bot.schedules.calendar import Period
from bot.schedules.timetable.telling import Trouble, tell
from bot.schedules.timetable.tick import Draft, what_is_due
from bot.settings import Settings
from bot.store import Database, UnitOfWork
from bot.store.migrate import migrate
from bot.store.scrub import scrub
from bot.themes.service import RegroupReport, Themes

log = logging.getLogger(__name__)
SWITCH_SECONDS = 0.0005
"""How long a busy thread may hold the interpreter while the web server has an answer to give."""
CHAT_LINKS = {TeamsAdapter.platform: TeamsAdapter.chat_link}
"""How a person's own chat with somebody is opened, where we can't bring them together."""


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return datetime.now(UTC)


class Platform(ChatAdapter, Attachable, Protocol):
    """A chat adapter that also brings its routes."""


class FilesBusy(Exception):
    """The files can't be wiped while somebody works with them; it is tried again."""


MakePlatforms = Callable[[Receiver, Router], Sequence[Platform]]


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: the sentence model, the theme finder and the recogniser of kinds."""

    embedder: TextEmbedder
    finder: ThemeFinder
    recogniser: KindRecogniser


def load_learned(settings: Settings, *, threads: int = 1) -> Learned:
    """Load the model, to use so many processors; takes a second or two.

    One leaves the rest to what people wait for; work on what is kept may use more.
    """
    embedder = load_embedder(settings.model_directory, threads=threads)
    return Learned(embedder, ClusteringFinder(), train_recogniser(sample_messages()))


def open_database(url: str) -> Database:
    """Open a database and bring it to this version."""
    database = Database(url)
    database.check()
    migrate(database)
    return database


def connect_platforms(settings: Settings) -> MakePlatforms:
    """Return what makes the adapters of the platforms that are set."""

    def make(receiver: Receiver, router: Router) -> Sequence[Platform]:
        platforms: list[Platform] = []
        if settings.slack_configured:
            platforms.append(SlackAdapter(settings, receiver))
        if settings.teams_configured:
            commands = [command.name for command in router.command_list()]
            platforms.append(TeamsAdapter(settings, receiver, commands))
        return platforms

    return make


def connect_nothing(receiver: Receiver, router: Router) -> Sequence[Platform]:
    """Make no adapters: for work on what is kept."""
    return []


class Application:
    """Everything wired together; `web_app` runs it all."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        clock: Clock,
        learned: Learned,
        make_platforms: MakePlatforms,
        *,
        tick_every: timedelta = TICK,
    ) -> None:
        self.settings, self.database, self.clock = settings, database, clock
        self.learned = learned
        self.writer = InboxWriter(database, clock)
        self.themes = Themes(
            database,
            learned.finder,
            learned.embedder,
            clock,
            zone=settings.zone,
            traffic=self.writer.traffic,
        )
        self.answers = EarlierAnswers(learned.embedder, MatrixIndex())
        gathering: set[str] = set()
        self.meeting = Meeting(gathering, CHAT_LINKS)
        self.same = SameQuestions(self.answers, clock, settings.calendar)
        self.router = make_router(
            settings,
            earlier=self.answers,
            nearest_theme=self.themes.nearest_theme,
            scrub=lambda: scrub(database),
            meeting=self.meeting,
        )
        self.reception = Reception(
            database=database,
            clock=clock,
            writer=self.writer,
            router=self.router,
            administrators=settings.administrator_names,
            on_change=self.ring,
        )
        self.worker = InboxWorker(
            database,
            clock,
            self.reception.handle,
            self.writer.stored,
            self.writer.traffic,
            after=self.ring,
        )
        suggesting = Suggesting(self.answers, clock, settings.zone)
        self.understanding = Understanding(
            database,
            learned.embedder,
            learned.recogniser,
            [
                self.themes.place_new,
                self.answers.take,
                suggesting.take,
                self.same.take,
                resources.take,
                hear,
            ],
            self.writer.traffic,
        )
        self.platforms = make_platforms(self.reception, self.router)
        by_name = {platform.platform: platform for platform in self.platforms}
        gathering.update(name for name, platform in by_name.items() if platform.gathers)
        self.sender = Sender(database, clock, by_name)
        self.jobs = self._jobs(tick_every)

    def ring(self) -> None:
        """Wake whoever may have something to do now. Safe from any thread."""
        self.understanding.wake()
        self.sender.wake()

    def _jobs(self, every: timedelta) -> Jobs:
        table = what_falls_due(
            self.settings,
            regroup=self.regroup,
            questions=self.follow_up_questions,
            send_digests=self.send_digests,
            pair=self.pair,
            introductions=self.tell_of_introductions,
            tidy=self.tidy,
            wipe=self.wipe,
            review_lessons=self.review_lessons,
        )
        return Jobs(
            self.database,
            self.clock,
            table,
            owner=self._owner,
            every=every,
            planned=self.planned,
            tell=self.tell_of_trouble,
        )

    @property
    def _owner(self) -> str:
        return f"{socket.gethostname()}:{os.getpid()}"

    def regroup(self, period: Period | None = None) -> None:
        """Learn from corrections, understand what waits, and regroup every community."""
        with self.database.read() as unit:
            corrections = read_corrections(unit.session)
        if corrections:
            self.learned.recogniser.learn(corrections)
        self._group(LogProgress(log))

    def planned(self, now: datetime, since: datetime | None) -> Sequence[tuple[Job, Period]]:
        """Return the drafts of pages and notes that are due, by each community's own plan."""
        drafts = what_is_due(self.database, usual_times(self.settings), now, since)
        return [(self._drafting(draft), draft.period) for draft in drafts]

    def _drafting(self, draft: Draft) -> Job:
        def work(period: Period) -> None:
            calendar, now = self.settings.calendar, self.clock.now()
            draft_for(self.database, draft.plan.community_id, period, calendar, now)
            self.sender.wake()

        return Job(draft.plan.schedule, draft.plan.when, work)

    def tell_of_trouble(
        self, unit: UnitOfWork, name: str, period: Period, error: str, now: datetime
    ) -> None:
        """Tell facilitators of what failed for good, or began late."""
        tell(unit, Trouble(name, period, error), self.settings.zone, now)
        unit.after_commit(self.sender.wake)

    def follow_up_questions(self, period: Period) -> None:
        """Ask askers whether they were answered, and thank who answered, if people are at work.

        As the working day begins, see too which recent questions were asked before.
        """
        calendar, now = self.settings.calendar, self.clock.now()
        follow_up(self.database, calendar, now)
        ask_who_helped(self.database, calendar, now)
        self.same.look_again_today(self.database)
        self.sender.wake()

    def send_digests(self, period: Period) -> None:
        """Send each reader the weekly digest that is due to them."""
        experience = Experience(self.answers, self.themes.nearest_theme, self.settings.zone)
        digests = Digests(self.database, experience, usual_of(self.settings))
        if digests.send(self.clock.now()):
            self.sender.wake()

    def pair(self, period: Period) -> None:
        """Pair people of different hubs for a month."""
        pair_all(self.database, self.meeting, self.settings.calendar, period, self.clock.now())
        self.sender.wake()

    def tell_of_introductions(self, period: Period) -> None:
        """Tell who waited long for an introduction that none was made."""
        tell_of_none(self.database, self.settings.calendar, self.clock.now())
        self.sender.wake()

    def group_now(self, progress: Progress) -> list[RegroupReport]:
        """Understand what waits and regroup every community, telling how far it has come."""
        self.understanding.prepare()
        return self._group(progress)

    def _group(self, progress: Progress) -> list[RegroupReport]:
        self.understanding.work_all(progress)
        reports = self.themes.regroup_all(progress)
        self.answers.prepare(self.database, progress)
        offer_to_all(self.database, self.answers, self.clock.now(), self.settings.zone)
        self.sender.wake()
        return reports

    def tidy(self, period: Period) -> None:
        """Let go of what need not be kept any longer."""
        tidy(self.database, self.settings.retention_months, self.clock.now())

    def wipe(self, period: Period) -> None:
        """Wipe what was let go of from the database's files. Raises FilesBusy."""
        if not scrub(self.database):
            raise FilesBusy

    def review_lessons(self, period: Period) -> None:
        """Remind the owners of checked lessons that are due for review."""
        review_lessons(self.database, self.settings.calendar, self.clock.now())
        self.sender.wake()

    def fill_look_up(self) -> None:
        """Load the vectors that are stored, so that the first to ask need not wait for it."""
        with self.database.read() as unit:
            self.answers.catch_up(unit)

    def web_app(self, *, landing: bool = True) -> web.Application:
        """Return the web application; everything else starts and stops with it."""
        app = make_web_app(
            self.platforms,
            DatabaseHealth(self.database),
            GuidePages(self.database, self.clock),
            landing=landing,
        )
        app.cleanup_ctx.insert(0, self._running)
        return app

    async def _running(self, app: web.Application) -> AsyncIterator[None]:
        sys.setswitchinterval(SWITCH_SECONDS)
        gc.collect()
        gc.freeze()  # what is loaded by now stays: looking through it takes a tenth of a second
        await asyncio.to_thread(self.fill_look_up)
        self.writer.start()
        self.worker.start()
        self.understanding.start()
        await self.sender.start()
        self.jobs.start()
        yield
        self.themes.stop()
        # Off the loop, which has answers to finish meanwhile; the jobs beside the rest.
        jobs = asyncio.create_task(asyncio.to_thread(self.jobs.stop))
        for stop in (self.writer.stop, self.worker.stop, self.understanding.stop):
            await asyncio.to_thread(stop)
        await self.sender.stop()
        await jobs
        self.database.close()
