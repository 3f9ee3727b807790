"""Understands new contributions, in batches on a thread of its own: kind, vector, twin, theme.

What is to do is what `understood_by` does not say to be done, so a stop at any point loses nothing.
The learning library's work happens outside any transaction.
"""

import logging
import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from bot.capture.crossposts import same_message
from bot.capture.models import Contribution, ContributionVector, Kind
from bot.capture.traffic import Traffic
from bot.capture.vectors import known_vectors, text_hash
from bot.ports import KindRecogniser, RecognisedKind, TextEmbedder
from bot.progress import NoProgress, Progress
from bot.store import Database, UnitOfWork

log = logging.getLogger(__name__)
BATCH = 256
IDLE_SECONDS = 1.0
GATHER_SECONDS = 0.3
"""What comes within it is read together: a text alone costs three times as much."""
KEPT_AT_ONCE = 2
"""Few, so that an event to be stored never waits long for its turn."""
TWIN_WITHIN = timedelta(days=7)
SILENT = NoProgress()
_TO_DO = (Contribution.deleted_at.is_(None), Contribution.understood_by.is_(None))

Understood = Callable[[UnitOfWork, Sequence[tuple[Contribution, bytes]]], None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    contribution_id: int
    text: str
    root_text: str | None


class Understanding:
    """Gives every new contribution its kind and its vector, then tells those who build on them."""

    def __init__(
        self,
        database: Database,
        embedder: TextEmbedder,
        recogniser: KindRecogniser,
        listeners: Sequence[Understood],
        traffic: Traffic | None = None,
    ) -> None:
        """Prepare. `listeners` are called in the unit of work that keeps what was understood."""
        self._traffic = traffic or Traffic()
        self._database = database
        self._embedder = embedder
        self._recogniser = recogniser
        self._listeners = listeners
        self._wake = threading.Event()
        self._gather = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="understanding", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self.prepare()
        self._thread.start()

    def prepare(self) -> None:
        """Mark what another embedder understood as still to do: vectors are never mixed."""
        other = Contribution.understood_by != self._embedder.name
        with self._database.read() as unit:
            count = unit.session.scalar(select(func.count(Contribution.id)).where(other))
        if not count:
            return
        log.info("Another sentence model: %d messages are read again", count)
        with self._database.write() as unit:
            unit.session.execute(update(Contribution).where(other).values(understood_by=None))
            unit.commit()

    def wake(self) -> None:
        """Say that there is something new. Safe from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the batch at hand, then end the thread."""
        self._stopping = True
        self._gather.set()
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            self._gather.wait(GATHER_SECONDS)
            try:
                done = self.work()
            except Exception as error:  # noqa: BLE001 - this thread must outlive a bad batch
                places = "".join(traceback.format_tb(error.__traceback__))
                log.error("New messages were not understood: %s\n%s", type(error).__name__, places)
                done = 0
            if not done:
                self._wake.wait(IDLE_SECONDS)

    def work(self) -> int:
        """Understand one batch; return how many contributions it took up."""
        with self._database.read() as unit:
            batch = _waiting(unit.session)
            if not batch:
                return 0
            hashes = {text_hash(one.text) for one in batch}
            known = known_vectors(unit.session, self._embedder.name, hashes)
        kinds = self._recogniser.recognise([(one.text, one.root_text) for one in batch])
        vectors = self._vectors([one.text for one in batch], known)
        understood = list(zip(batch, kinds, vectors, strict=True))
        for start in range(0, len(understood), KEPT_AT_ONCE):
            if self._stopping:
                break  # the rest is still to do at the next start
            self._traffic.wait_for_lull()
            with self._database.write(durable=False) as unit:  # undone, it is still to do
                self._keep(unit, understood[start : start + KEPT_AT_ONCE])
                unit.commit()
        return len(batch)

    def _vectors(self, texts: Sequence[str], known: dict[str, bytes]) -> list[bytes]:
        """Return the vector of each text; what is known, or comes twice, is not embedded anew."""
        new = list(dict.fromkeys(text for text in texts if text_hash(text) not in known))
        embedded = zip(new, self._embedder.embed(new), strict=True)
        vectors = known | {text_hash(text): vector for text, vector in embedded}
        return [vectors[text_hash(text)] for text in texts]

    def work_all(self, progress: Progress = SILENT) -> int:
        """Understand all that waits, or until it is stopped; return how much it was."""
        with self._database.read() as unit:
            waits = unit.session.scalar(select(func.count(Contribution.id)).where(*_TO_DO)) or 0
        progress.begin("Reading messages", waits, "messages")
        total = 0
        while not self._stopping and (done := self.work()):
            total += done
            progress.reach(min(total, waits))  # more may come in meanwhile
        progress.end()
        return total

    def _keep(
        self,
        unit: UnitOfWork,
        given: Sequence[tuple[_Waiting, RecognisedKind, bytes]],
    ) -> None:
        understood = []
        for one, kind, vector in given:
            contribution = unit.session.get(Contribution, one.contribution_id)
            if contribution is None or contribution.deleted_at or contribution.text != one.text:
                continue  # changed meanwhile: it is taken up again as it is now
            row = ContributionVector(
                contribution_id=contribution.id,
                embedder=self._embedder.name,
                vector=vector,
                text_hash=text_hash(one.text),
            )
            unit.session.merge(row)
            contribution.understood_by = self._embedder.name
            if contribution.kind_by == "machine":
                contribution.kind = Kind(kind.kind) if kind.sure else Kind.UNSURE
                contribution.kind_probability = kind.probability
            link_twin(unit, contribution)
            understood.append((contribution, vector))
        unit.flush()
        for listener in self._listeners:
            listener(unit, understood)


def _waiting(session: Session) -> list[_Waiting]:
    """Return contributions that nobody has looked at as they are now, oldest first."""
    root = aliased(Contribution)
    rows = session.execute(
        select(Contribution.id, Contribution.text, root.id, root.text)
        .outerjoin(
            root,
            (root.platform == Contribution.platform)
            & (root.tenant == Contribution.tenant)
            & (root.conversation == Contribution.conversation)
            & (root.message_id == Contribution.thread),
        )
        .where(*_TO_DO)
        .order_by(Contribution.posted_at)
        .limit(BATCH)
    )
    return [
        _Waiting(own, text, None if head == own else head_text or "")
        for own, text, head, head_text in rows
    ]


def link_twin(unit: UnitOfWork, contribution: Contribution) -> None:
    """Link a person's message and the one that it repeats elsewhere: the later to the earlier."""
    contribution.same_as_id = None
    if contribution.author_id is None:
        return
    near = unit.session.scalars(
        select(Contribution)
        .where(
            Contribution.author_id == contribution.author_id,
            Contribution.id != contribution.id,
            Contribution.conversation != contribution.conversation,
            Contribution.deleted_at.is_(None),
            Contribution.same_as_id.is_(None),
            Contribution.posted_at <= contribution.posted_at + TWIN_WITHIN,
            Contribution.posted_at >= contribution.posted_at - TWIN_WITHIN,
        )
        .order_by(Contribution.posted_at)
    )
    twin = next((one for one in near if same_message(one.text, contribution.text)), None)
    if twin is None:
        return
    first, second = sorted((twin, contribution), key=lambda one: (one.posted_at, one.id))
    second.same_as_id = first.id
