"""An invented child goes in by every way; nothing of them may be kept, logged or sent anywhere.

The program runs with the most talkative log. Afterwards every table, every file, every line of the
log and every request that the fake platforms were sent are searched.
"""

import asyncio
import csv
import json
import subprocess
import sys
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from bot.capture.models import Contribution
from bot.store import Base, Database
from tests.end_to_end.canary_on_teams import by_every_way_of_teams
from tests.end_to_end.child import CHILD, KEPT, QUESTION, SIGNS, taken
from tests.end_to_end.program import FACILITATOR, Program
from tests.end_to_end.test_deliveries import settled
from tests.platforms.slack.fake_api import CHANNEL, FakeSlack
from tests.platforms.slack.slack_requests import PERSON, TS, SlackRequests, message
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.fake_login import FakeLogin
from tests.platforms.teams.keys import FakeKeys
from tests.platforms.teams.teams_requests import TeamsRequests
from tests.waiting import until

REPLY_TS, EDIT_TS = "1780000100.000100", "1780000200.000100"


@pytest.fixture
async def program(
    slack: FakeSlack, login: FakeLogin, keys: FakeKeys, database_url: str, tmp_path: Path
) -> AsyncIterator[Program]:
    program = Program(tmp_path, slack.url, database_url)
    program.connect_teams(login, keys)
    program.environment["COMMONTHREAD_LOG_LEVEL"] = "DEBUG"
    await asyncio.to_thread(program.set_up)
    yield program
    await asyncio.to_thread(program.stop)


async def test_a_child_is_nowhere(
    slack: FakeSlack,
    connector: FakeConnector,
    keys: FakeKeys,
    program: Program,
    database_url: str,
    tmp_path: Path,
) -> None:
    await program.start()
    async with aiohttp.ClientSession(program.url) as session:
        await say(SlackRequests(session, slack), program)
        await ask(SlackRequests(session, slack), slack)
        await act(SlackRequests(session, slack), slack)
        replies = await by_every_way_of_teams(TeamsRequests(session, keys, connector))
        await settled(program.url)
    await asyncio.to_thread(program.stop)
    printed = await asyncio.to_thread(bring_in, program, tmp_path)
    places = {
        "log": program.log.read_text(),
        "what the imports printed": printed,
        "requests": told(slack),
        "requests to Teams": json.dumps(connector.told, ensure_ascii=False),
        "replies to Teams": json.dumps(replies, ensure_ascii=False),
        "tables": tables(database_url),
        **files(tmp_path),
    }
    found = {(place, sign) for place, words in places.items() for sign in SIGNS if sign in words}
    assert found == set()
    told_of = ("requests", "requests to Teams", "replies to Teams", "tables")
    assert all(KEPT in places[place] for place in told_of)
    kept = contributions(database_url)
    assert len([text for text in kept if KEPT in text]) >= 14, kept


async def say(door: SlackRequests, program: Program) -> None:
    """In channels: a message, a reply, an edit of what was kept, one of what was not, reactions."""
    await taken(door.event(message(QUESTION)))
    await taken(door.event(message(f"Same. {CHILD}", ts=REPLY_TS, event_ts=REPLY_TS, thread_ts=TS)))
    await taken(door.event(message("Any ideas?", ts=EDIT_TS, event_ts=EDIT_TS)))
    before, after = message("Any ideas?", ts=EDIT_TS), message(f"Ideas? {CHILD}", ts=EDIT_TS)
    changed = {
        "type": "message",
        "subtype": "message_changed",
        "channel": CHANNEL,
        "message": after | {"edited": {"user": PERSON, "ts": "1780000300.000000"}},
        "previous_message": before,
        "ts": "1780000300.000100",
        "event_ts": "1780000300.000100",
    }
    await taken(door.event(changed))
    for number, name in enumerate(("bulb", "thread", "white_check_mark")):
        reacted = {
            "type": "reaction_added",
            "user": PERSON,
            "reaction": name,
            "item": {"type": "message", "channel": CHANNEL, "ts": REPLY_TS},
            "item_user": PERSON,
            "event_ts": f"178000040{number}.000100",
        }
        await taken(door.event(reacted))
    await settled(program.url)


async def ask(door: SlackRequests, slack: FakeSlack) -> None:
    """By every command, with the words after it, and by the buttons of what comes back."""
    for command in ("ask", "challenge", "find", "lesson", "themes", "mydata", "commonthread"):
        seen = told(slack)
        await taken(door.command(f"/{command}", QUESTION))
        await until(lambda seen=seen: told(slack) != seen)  # type: ignore[misc]
    await until(lambda: bool(slack.messages[CHANNEL]))
    card = slack.messages[CHANNEL][0]["ts"]
    for action, value in (
        ("ask_network", f"nonce\n{QUESTION}"),
        ("find_page", f"0 {QUESTION}"),
        ("theme_open", QUESTION),
        ("mydata.show", ""),
        ("nosuch", QUESTION),
    ):
        seen = told(slack)
        shown = {"response_url": slack.new_response_url(replaces=card)}
        await taken(door.button(f"{action}#1", value, **shown))
        await until(lambda seen=seen: told(slack) != seen)  # type: ignore[misc]


async def act(door: SlackRequests, slack: FakeSlack) -> None:
    """By the message actions, on messages kept and not, and by the lesson's form."""
    for number, action in enumerate(
        ("capture_as_question", "capture_as_challenge", "this_answers_it", "save_as_lesson")
    ):
        seen = told(slack)
        about = message(QUESTION, ts=f"17800005{number:02}.000100", thread_ts=TS)
        await taken(door.shortcut(action, about))
        await until(lambda seen=seen: told(slack) != seen)  # type: ignore[misc]
    form = slack.views[-1]
    assert form["callback_id"] == "lesson"
    typed = {name: {"v": {"value": CHILD}} for name in ("what_happened", "recommendation")}
    chosen = {"worked": "yes", "sharing": "members"}
    values = typed | {
        name: {"v": {"selected_option": {"value": value}}} for name, value in chosen.items()
    }
    await taken(door.submission(form, values))
    seen = told(slack)
    for form_name in ("ask", "challenge", "find"):
        view = {"type": "modal", "callback_id": form_name, "blocks": [], "private_metadata": "{}"}
        fields = {name: {"v": {"value": QUESTION}} for name in (form_name, "question", "words")}
        await taken(door.submission(view, fields))
    away = {"user": {"id": FACILITATOR, "team_id": "T01TEAM"}}
    await taken(door.shortcut("dont_keep_this", message(CHILD, ts="1780000900.000100"), **away))
    await until(lambda: told(slack) != seen)


def bring_in(program: Program, folder: Path) -> str:
    """Import the child's past as CSV, JSON Lines and a Slack export; return all that is printed."""
    past = folder / "past"
    past.mkdir()
    row = {"ts": "2026-01-05T10:00:00Z", "channel": "leads", "author": "Ann", "text": CHILD}
    with (past / "p.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ["id", *row])
        writer.writeheader()
        writer.writerow({"id": "1", **row})
        writer.writerow({"id": "2", **row, "ts": CHILD})
    (past / "p.jsonl").write_text(json.dumps({"id": "3", **row}) + f'\n{{"text": "{CHILD}"\n')
    said = {"type": "message", "user": "U9", "text": CHILD, "ts": "1770000000.000100"}
    with zipfile.ZipFile(past / "p.zip", "w") as archive:
        archive.writestr("users.json", json.dumps([{"id": "U9", "team_id": "T9", "name": "ann"}]))
        archive.writestr("channels.json", json.dumps([{"id": "C9", "name": "leads"}]))
        archive.writestr("leads/2026-02-02.json", json.dumps([said, {"text": CHILD}, CHILD]))
    printed = import_files(program, [past / name for name in ("p.csv", "p.jsonl", "p.zip")])
    for path in past.iterdir():
        path.unlink()
    return printed


def import_files(program: Program, paths: list[Path]) -> str:
    """Give the command once a file, in one process: it takes seconds to start."""
    each = "main(['import', path, '--community', 'fostering']) for path in sys.argv[1:]"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; from bot.cli import main; sys.exit(any([{each}]))"]
        + [str(path) for path in paths],
        cwd=program.folder,
        env=program.environment,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return (done.stdout + done.stderr).decode()


def told(slack: FakeSlack) -> str:
    """Return all that the fake Slack was sent."""
    sent = [slack.calls, slack.ephemeral, slack.views, slack.homes, slack.messages]
    return json.dumps(sent, ensure_ascii=False, default=str)


def tables(database_url: str) -> str:
    database = Database(database_url)
    with database.engine.connect() as connection:
        rows = [
            str(tuple(row))
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    database.close()
    return "\n".join(rows)


def contributions(database_url: str) -> list[str]:
    database = Database(database_url)
    with database.read() as unit:
        texts = list(unit.session.scalars(select(Contribution.text)))
    database.close()
    return texts


def files(folder: Path) -> dict[str, str]:
    """Return every file: the database's own with its log beside it, and all that was made."""
    return {
        str(path): path.read_bytes().decode(errors="replace")
        for path in folder.rglob("*")
        if path.is_file()
    }
