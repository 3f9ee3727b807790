"""A small Slack export, a recogniser that looks for a question mark, and a community."""

import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.community.models import Community, Programme
from bot.importing.report import ImportReport
from bot.importing.service import import_path
from bot.ports import Clock, RecognisedKind
from bot.progress import NoProgress
from bot.store import Database

Json = dict[str, Any]
USERS: list[Json] = [
    {
        "id": "U1",
        "team_id": "T1",
        "name": "aisha",
        "profile": {"display_name": "Aisha", "real_name": "Aisha A", "email": "aisha@example.org"},
    },
    {"id": "U2", "team_id": "T1", "name": "ben", "profile": {"real_name": "Ben B"}},
    {"id": "U3", "team_id": "T1", "name": "gone", "deleted": True, "profile": {"real_name": "Eve"}},
    {"id": "U4", "team_id": "T9", "name": "poll", "is_bot": True},
]
CHANNELS: list[Json] = [{"id": "C1", "name": "hub-leads"}]


def said(ts: str, text: str, user: str = "U1", **more: object) -> Json:
    return {"type": "message", "ts": ts, "text": text, "user": user, **more}


def export_files(days: dict[str, list[Any]], **tops: Any) -> dict[str, bytes]:
    contents = {"users.json": USERS, "channels.json": CHANNELS, **tops, **days}
    return {name: json.dumps(data, indent=1).encode() for name, data in contents.items()}


def write_zip(path: Path, files: dict[str, bytes], within: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(within + name, data)
    return path


class QuestionMarks:
    """Says question where there is a question mark, answer in a thread whose root has one."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def recognise(self, messages: Sequence[tuple[str, str | None]]) -> list[RecognisedKind]:
        self.asked += messages
        return [self._one(text, root) for text, root in messages]

    def _one(self, text: str, root: str | None) -> RecognisedKind:
        if "?" in text:
            return RecognisedKind("question", 0.9, True)
        if root is not None and "?" in root:
            return RecognisedKind("answer", 0.8, True)
        return RecognisedKind("challenge", 0.4, False)

    def learn(self, corrections: Sequence[tuple[str, str | None, str]]) -> None:
        raise AssertionError("nobody corrected anything")


@pytest.fixture
def recogniser() -> QuestionMarks:
    return QuestionMarks()


@pytest.fixture
def community(database: Database) -> str:
    with database.write() as unit:
        programme = Programme(slug="fostering-hubs", name="Fostering hubs")
        unit.session.add(programme)
        unit.flush()
        unit.session.add(Community(programme_id=programme.id, slug="fostering", name="Fostering"))
        unit.commit()
    return "fostering"


@pytest.fixture
def bring_in(database: Database, community: str, clock: Clock) -> Callable[[Path], ImportReport]:
    def run(path: Path) -> ImportReport:
        return import_path(database, path, community, clock, NoProgress())

    return run
