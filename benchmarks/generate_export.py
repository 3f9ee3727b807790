"""Makes a Slack export of a year of a community's talk, the same for the same seed.

The words are the sample conversation's, mixed anew and dressed as Slack writes them: mentions,
links, edits, threads, bots, people who joined and left.
Use: `python -m benchmarks.generate_export FILE`.
"""

import json
import random
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sample import sample_messages, sample_people

Json = dict[str, Any]
TEAM = "T0BENCH"
START = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
DAYS = 365
CHANNELS = (
    "recruitment-and-comms",
    "data-and-systems",
    "retention-and-support",
    "hub-leads",
    "off-topic",
)
LEFT_EARLY = 6
"""One person in so many has left since."""


def write_export(path: Path, messages: int = 15_000, seed: int = 2026) -> None:
    """Write a zip file that holds so many messages of people, beside bots and notices."""
    chance = random.Random(seed)
    days: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for channel, message in _year(chance, messages):
        day = datetime.fromtimestamp(float(message["ts"]), UTC).date()
        days[channel, day.isoformat()].append(message)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "users.json", _users(chance))
        _put(archive, "channels.json", _channels())
        for (channel, day), said in sorted(days.items()):
            _put(archive, f"{channel}/{day}.json", sorted(said, key=lambda one: one["ts"]))


def _put(archive: zipfile.ZipFile, name: str, records: list[Json]) -> None:
    archive.writestr(zipfile.ZipInfo(name), json.dumps(records, indent=4))


def _channels() -> list[Json]:
    return [{"id": f"C{number:04}", "name": name} for number, name in enumerate(CHANNELS)]


def _users(chance: random.Random) -> list[Json]:
    people = [
        {
            "id": person["id"].upper(),
            "team_id": TEAM,
            "name": person["id"],
            "deleted": chance.randrange(LEFT_EARLY) == 0,
            "profile": {
                "real_name": person["name"],
                "display_name": person["name"].split()[0],
                "email": f"{person['id']}@example.org",
            },
        }
        for person in sample_people()
    ]
    return [*people, {"id": "UBOT", "team_id": TEAM, "name": "poll", "is_bot": True, "profile": {}}]


def _year(chance: random.Random, messages: int) -> Iterator[tuple[str, Json]]:
    """Give channels with messages; every thirtieth is followed by a bot's or a notice."""
    sample = sample_messages()
    people = [person["id"].upper() for person in sample_people()]
    roots: dict[str, str] = {}
    for number in range(messages):
        channel, author = chance.choice(CHANNELS), chance.choice(people)
        ts = _ts(chance, number, messages)
        message = _message(ts, author, _words(chance, sample, people))
        if channel in roots and chance.random() < 0.55:
            message["thread_ts"] = roots[channel]
        else:
            roots[channel] = ts
        if chance.random() < 0.04:
            message["edited"] = {"user": author, "ts": f"{float(ts) + 60:.6f}"}
        yield channel, message
        if number % 30 == 0:
            yield channel, _not_a_person(chance, f"{float(ts) + 0.5:.6f}", author)


def _ts(chance: random.Random, number: int, messages: int) -> str:
    at = START + timedelta(days=DAYS * number / messages)
    return f"{int(at.timestamp())}.{number % 1_000_000:06}"


def _message(ts: str, author: str, words: str) -> Json:
    return {"type": "message", "user": author, "team": TEAM, "ts": ts, "text": words, "blocks": []}


def _words(chance: random.Random, sample: list[Json], people: list[str]) -> str:
    words = str(chance.choice(sample)["text"]).replace("&", "&amp;").replace("<", "&lt;")
    if chance.random() < 0.3:
        words += " " + str(chance.choice(sample)["text"]).replace("&", "&amp;").replace("<", "&lt;")
    if chance.random() < 0.15:
        words = f"<@{chance.choice(people)}> {words}"
    if chance.random() < 0.08:
        words += f" <https://example.org/guide/{chance.randrange(500)}|the guide>"
    return words


def _not_a_person(chance: random.Random, ts: str, author: str) -> Json:
    if chance.random() < 0.5:
        return {
            "type": "message",
            "subtype": "bot_message",
            "bot_id": "B1",
            "ts": ts,
            "text": "Poll",
        }
    joined = {"subtype": "channel_join", "text": f"<@{author}> has joined the channel"}
    return {"type": "message", "user": author, "ts": ts, **joined}


if __name__ == "__main__":
    write_export(Path(sys.argv[1]))
