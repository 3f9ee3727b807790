"""The demonstration: the local workspace, the sample conversation and a clock that can be moved.

It has files of its own and is never mixed with real data.
"""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web
from sqlalchemy import func, select

from adapters.workspace import (
    MovableClock,
    Player,
    WorkspaceAdapter,
    sample_channels,
    sample_people,
)
from bot import sample
from bot.bootstrap import Application, Learned, Platform, open_database
from bot.capture.models import Contribution, InboxRow, InboxState
from bot.community.models import Community
from bot.community.setup.applying import apply_setup
from bot.community.setup.sample import sample_setup
from bot.lessons.guide.service import compile_guide, lag
from bot.lessons.sample import tag_sample_lessons
from bot.ports import Receiver
from bot.router import Router
from bot.settings import Settings
from bot.words import count

FIRST_DAY = datetime(2026, 7, 6, 8, 0, tzinfo=UTC)
LAST_WEEK = datetime(2026, 9, 21, 7, 30, tzinfo=UTC)
"""Where `make run` begins: eleven weeks were said, and the twelfth is to come."""
ALL_DAY = "00:00-23:59"
"""Who moves a clock by days would pass by working hours again and again."""
BEAT_SECONDS = 0.5
ENOUGH_TO_REGROUP = 20
WORTH_TELLING = 10
SAMPLE_COMMUNITY = "fostering"
READING = (
    "Common Thread is reading what was said: {} to go. Themes appear when it has read them all."
)
GROUPING = "Common Thread has read everything and is grouping it into themes."


class Demonstration:
    """The files, the clock and the workspace of a demonstration."""

    def __init__(self, settings: Settings, folder: Path, *, fresh: bool, begin_late: bool) -> None:
        """Open the demonstration kept in `folder`; `fresh` begins it again."""
        if fresh and folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self._settings = settings.model_copy(update={"working_hours": ALL_DAY})
        self._state_file = folder / "workspace.db"
        self._database = open_database(f"sqlite:///{folder}/commonthread.db")
        self._clock = MovableClock(self._state_file, LAST_WEEK if begin_late else FIRST_DAY)
        self._workspace: WorkspaceAdapter | None = None

    def build(self, learned: Learned, speed: float) -> web.Application:
        """Return the web application, playing the sample conversation."""
        setup = sample_setup(sample.sample_channels(), sample.sample_people(), sample.sample_hubs())
        with self._database.write() as unit:
            apply_setup(unit, setup, self._clock.now())
            unit.commit()
        app = Application(
            self._settings,
            self._database,
            self._clock,
            learned,
            self._make_workspace,
            tick_every=timedelta(days=1),  # the pace below ticks
        )
        assert self._workspace is not None  # noqa: S101 - made by the line above
        state = self._workspace.state
        people = sample_people(sample.sample_people(), sample.sample_hubs())
        state.set_up(sample_channels(sample.sample_channels()), people)
        self._workspace.play(Player(state, self._clock, sample.sample_messages(), speed))
        pace = Pace(app, self._clock, state.queue.waiting, self._workspace.tell_progress)
        web_app = app.web_app(landing=False)
        web_app.cleanup_ctx.append(pace.running)
        return web_app

    def _make_workspace(self, receiver: Receiver, router: Router) -> Sequence[Platform]:
        commands = [(one.name, one.description, one.usage) for one in router.command_list()]
        settings = self._settings
        self._workspace = WorkspaceAdapter(
            self._state_file,
            receiver,
            self._clock,
            commands,
            address=f"http://{settings.host}:{settings.port}",
            zone=settings.timezone,
        )
        return [self._workspace]


class Pace:
    """Does what nights and Mondays do, as soon as all that was said so far has been understood.

    Time is moved in leaps here: what falls due waits until the messages of the leap are in, so that
    a week's summary has its week in it.
    """

    def __init__(
        self,
        app: Application,
        clock: MovableClock,
        waiting: Callable[[], int],
        tell: Callable[[str], None],
    ) -> None:
        """Prepare; `waiting` counts what the workspace has still to tell, `tell` tells people."""
        self._app = app
        self._tell = tell
        self._waiting = waiting
        self._clock = clock
        self._since = clock.now()
        self._grouped = -1
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="demonstration", daemon=True)

    async def running(self, web_app: web.Application) -> AsyncIterator[None]:
        """Run while the web application does."""
        self._thread.start()
        yield
        self._stopping.set()
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        telling = False
        while not self._stopping.wait(BEAT_SECONDS):
            left = self._left()
            telling = bool(left) and (telling or left >= WORTH_TELLING)
            if telling:
                self._tell(READING.format(count(left, "message")))
            if not left:
                self._catch_up()
                self._tell("")

    def _left(self) -> int:
        """Return how many messages were said and are not understood yet."""
        waiting = self._waiting()
        with self._app.database.read() as unit:
            pending = select(func.count(InboxRow.id)).where(InboxRow.state == InboxState.PENDING)
            todo = select(func.count(Contribution.id)).where(
                Contribution.understood_by.is_(None), Contribution.deleted_at.is_(None)
            )
            stored = (unit.session.scalar(pending) or 0) + (unit.session.scalar(todo) or 0)
        return waiting + stored

    def _tag_lessons(self) -> None:
        """Let hubs tag lessons, and the facilitator compile those checked by now into the guide."""
        now = self._clock.now()
        with self._app.database.write() as unit:
            if tag_sample_lessons(unit, sample.sample_lessons(), now):
                unit.flush()
                slug = Community.slug == SAMPLE_COMMUNITY
                community = unit.session.scalars(select(Community).where(slug)).one()
                if lag(unit.session, community.id).waiting:
                    compile_guide(unit, community, self._app.settings.zone, None, now)
            unit.commit()

    def _catch_up(self) -> None:
        with self._app.database.read() as unit:
            said = unit.session.scalar(select(func.count(Contribution.id))) or 0
        if said - self._grouped >= (ENOUGH_TO_REGROUP if self._grouped >= 0 else 1):
            self._grouped = said
            self._tell(GROUPING)
            self._app.regroup()
            self._tag_lessons()
        since, self._since = self._since, self._clock.now()
        self._app.jobs.tick(since)
