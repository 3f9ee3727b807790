"""A Slack export: users.json, channels.json and groups.json, and a file a day and channel."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.importing.archive import Archive, Unreadable
from bot.importing.slack_text import as_read
from bot.importing.source import Author, BadRow, CannotImport, Item, LeftOut, Said, storable

PLATFORM = "slack"
FORMER_MEMBER = "Former member"
_TS = re.compile(r"\d{9,11}\.\d{6}")
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\.json")
_KEPT = {"", "thread_broadcast", "reply_broadcast", "me_message", "file_share"}
_WHY = {"bot_message": "from bots", "tombstone": "deleted"}
_NOTICE = "Slack's own notices (joined, left, renamed)"

Json = dict[str, Any]


class SlackExport:
    """An export's messages, channel after channel and day after day."""

    unit = "files"

    def __init__(self, archive: Archive) -> None:
        """Read who and what channels there are. Raises CannotImport."""
        self._archive = archive
        self._names = archive.names()
        self._root = self._find_root()
        users = self._index("users.json")
        if users is None:
            raise CannotImport("The Slack export has no users.json. Export it again from Slack.")
        self._users = {storable(user.get("id")): user for user in users}
        self._names_of = {key: _name(user) for key, user in self._users.items()}
        self._tenant = _tenant(users)
        self._days = self._find_days()
        self.total = len(self._days)
        self.done = 0

    def items(self) -> Iterator[Item]:
        """Read on, day after day."""
        for channel, name in self._days:
            yield from self._day(channel, name)
            self.done += 1

    def close(self) -> None:
        """Close the archive."""
        self._archive.close()

    def _find_root(self) -> str:
        """Return the folder that the export is in: some zip programs add one."""
        tops = [name.removesuffix("users.json") for name in self._names if _is_users(name)]
        if not tops:
            raise CannotImport(
                "This is not a Slack export: it has no users.json."
                " Choose the zip file or the folder that Slack gave you."
            )
        return min(tops, key=len)

    def _index(self, name: str) -> list[Json] | None:
        """Return a list of records at the export's top, or None when it has no such file."""
        if self._root + name not in self._names:
            return None
        try:
            records = json.loads(self._archive.read(self._root + name))
        except (Unreadable, ValueError, RecursionError):
            records = None
        if not isinstance(records, list):
            raise CannotImport(f"The Slack export's {name} can't be read. Export it again.")
        return [record for record in records if isinstance(record, dict)]

    def _find_days(self) -> list[tuple[Json, str]]:
        channels = [*(self._index("channels.json") or []), *(self._index("groups.json") or [])]
        if not channels:
            raise CannotImport("The Slack export names no channels (channels.json, groups.json).")
        folders: dict[str, Json] = {}
        for channel in channels:
            folders[storable(channel.get("id"))] = channel
            folders[storable(channel.get("name"))] = channel
        days = []
        for name in sorted(self._names):
            folder, _, day = name.removeprefix(self._root).rpartition("/")
            if folder in folders and _DAY.fullmatch(day) and name.startswith(self._root):
                days.append((folders[folder], name))
        return days

    def _day(self, channel: Json, name: str) -> Iterator[Item]:
        file = name.removeprefix(self._root)
        try:
            text = self._archive.read(name).decode("utf-8-sig")
            messages = json.loads(text)
        except Unreadable as error:
            yield BadRow(file, 1, f"the file {error}")
            return
        except (ValueError, RecursionError) as error:
            yield BadRow(file, getattr(error, "lineno", 1), "the file is not JSON")
            return
        if not isinstance(messages, list):
            yield BadRow(file, 1, "the file is not a list of messages")
            return
        lines = _Lines(text)
        for number, message in enumerate(messages):
            item = self._read(channel, message)
            yield BadRow(file, lines.of(number), item) if isinstance(item, str) else item

    def _read(self, channel: Json, message: object) -> Said | LeftOut | str:
        """Return a message, why it is left out, or what is wrong with it."""
        if not isinstance(message, dict) or message.get("type") != "message":
            return "not a message"
        if why := _left_out(message):
            return LeftOut(why)
        ts, user = storable(message.get("ts")), storable(message.get("user"))
        thread = storable(message.get("thread_ts")) or ts
        if not _TS.fullmatch(ts) or not _TS.fullmatch(thread):
            return "“ts” is not a Slack time such as 1783330544.000200"
        if not user:
            return "nobody is named as its author"
        if user == "USLACKBOT" or self._users.get(user, {}).get("is_bot"):
            return LeftOut("from bots")
        words = message.get("text")
        if not isinstance(words, str) or not words.strip():
            return LeftOut("without words")
        edited = message.get("edited")
        edited_ts = storable(edited.get("ts")) if isinstance(edited, dict) else ""
        return Said(
            platform=PLATFORM,
            tenant=self._tenant,
            conversation=storable(channel.get("id")) or storable(channel.get("name")),
            channel=storable(channel.get("name")),
            message_id=ts,
            thread=thread,
            author=self._author(user, message),
            text=as_read(words, self._names_of),
            posted_at=_time(ts),
            edited_at=_time(edited_ts) if _TS.fullmatch(edited_ts) else None,
        )

    def _author(self, user_id: str, message: Json) -> Author:
        user = self._users.get(user_id)
        if user is None:  # of another organisation, through Slack Connect
            return Author(user_id=user_id, name=_profile_name(message.get("user_profile")))
        if user.get("deleted"):
            return Author(user_id=user_id, name=FORMER_MEMBER)
        profile = user.get("profile")
        email = storable(profile.get("email")) if isinstance(profile, dict) else ""
        return Author(user_id=user_id, name=self._names_of[user_id], email=email or None)


def _is_users(name: str) -> bool:
    return name.rpartition("/")[2] == "users.json" and not name.startswith("__MACOSX")


def _left_out(message: Json) -> str | None:
    subtype = storable(message.get("subtype"))
    if message.get("bot_id") or subtype == "bot_message":
        return "from bots"
    if message.get("hidden") and subtype not in _WHY:
        return _NOTICE
    return None if subtype in _KEPT else _WHY.get(subtype, _NOTICE)


def _name(user: Json) -> str:
    if user.get("deleted"):
        return FORMER_MEMBER
    return (
        _profile_name(user.get("profile"))
        or storable(user.get("real_name"))
        or storable(user.get("name"))
    )


def _profile_name(profile: object) -> str:
    if not isinstance(profile, dict):
        return ""
    return storable(profile.get("display_name")) or storable(profile.get("real_name"))


def _tenant(users: list[Json]) -> str:
    """Return the workspace's id: that of most users, for guests come from others."""
    teams = Counter(team for user in users if (team := storable(user.get("team_id"))))
    if not teams:
        raise CannotImport("The Slack export's users.json does not say which workspace it is from.")
    return teams.most_common(1)[0][0]


def _time(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


class _Lines:
    """Finds the lines on which a list's items begin; only asked for those that are bad."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder()
        self._item = 0
        self._at = text.index("[") + 1
        self._line = text.count("\n", 0, self._at) + 1

    def of(self, number: int) -> int:
        """Return an item's line; numbers must not go back."""
        for _ in range(number - self._item):
            self._move(self._decoder.raw_decode(self._text, self._next())[1])
        self._item = number
        self._move(self._next())
        return self._line

    def _next(self) -> int:
        match = _BETWEEN.match(self._text, self._at)
        return match.end() if match else self._at

    def _move(self, at: int) -> None:
        self._line += self._text.count("\n", self._at, at)
        self._at = at
