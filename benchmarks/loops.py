"""Measures what becomes of asks to the department: `python -m benchmarks loops`.

The sample is said message by message, through the program's own capture. A facilitator asks the
department about each ask of the sample's gold loops as soon as it was said; where each stands at
the end is compared with the gold. What the desk finds by itself is looked at after every message.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from adapters.grouping import train_recogniser, words_embedder
from bot.capture import handlers as capture
from bot.capture.models import Contribution
from bot.capture.understanding import Understanding
from bot.community.caller import identify
from bot.community.models import Community
from bot.community.setup.applying import apply_setup
from bot.community.setup.sample import (
    PLATFORM,
    TENANT,
    sample_conversation,
    sample_setup,
)
from bot.digests.replies.hearing import hear
from bot.digests.replies.models import AskKind, DepartmentAsk
from bot.digests.replies.overhearing import asks_awaiting
from bot.digests.replies.service import raise_ask
from bot.digests.replies.standing import SETTLED
from bot.events import MessagePosted, Place, Sender
from bot.ports import KindRecogniser
from bot.router import Router, Turn
from bot.sample import (
    Record,
    sample_channels,
    sample_hubs,
    sample_loops,
    sample_messages,
    sample_people,
)
from bot.store import Database
from bot.store.migrate import migrate


@dataclass
class Played:
    """What was found on the way: what the desk showed, and where each gold ask stands."""

    shown: set[str] = field(default_factory=set)
    at_the_end: set[str] = field(default_factory=set)
    standing: dict[str, str] = field(default_factory=dict)


def run() -> str:
    """Return the tables: with the shipped recogniser, and one that never saw this field."""
    lines: list[str] = []
    for name, learned in (("as shipped", sample_messages()), ("other fields only", [])):
        recogniser = train_recogniser(learned)
        tracked, heard = play(recogniser, asked=True), play(recogniser, asked=False)
        lines += [f"-- Kinds recognised {name}", *_tracked(tracked), *_heard(heard)]
    return "\n".join(lines)


def play(recogniser: KindRecogniser, *, asked: bool) -> Played:
    """Say the sample; `asked`: a facilitator asks the department about each gold ask at once."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/loops.db")
        migrate(database)
        played = Played()
        for one in _said(database, recogniser):
            if asked and one["id"] in _gold():
                _ask(database, one)
            if not asked:
                played.at_the_end = _on_the_desk(database, datetime.fromisoformat(one["ts"]))
                played.shown |= played.at_the_end
        with database.read() as unit:
            rows = unit.session.execute(
                select(Contribution.message_id, DepartmentAsk.standing).join(
                    DepartmentAsk, DepartmentAsk.contribution_id == Contribution.id
                )
            )
            played.standing = {
                key: "answered" if standing in SETTLED else str(standing) for key, standing in rows
            }
        database.close()
    return played


def _said(database: Database, recogniser: KindRecogniser) -> Iterator[Record]:
    """Let each message come in where the department reads along, be understood, then yield it."""
    channels = _read_along()
    messages = [one for one in sample_messages() if one["channel"] in channels]
    began = datetime.fromisoformat(messages[0]["ts"]) - timedelta(days=1)
    with database.write() as unit:
        apply_setup(unit, sample_setup(sample_channels(), sample_people(), sample_hubs()), began)
        unit.commit()
    router = Router()
    capture.register(router)
    understanding = Understanding(database, words_embedder(), recogniser, [hear])
    for one in messages:
        event = _event(one)
        with database.write(durable=False) as unit:
            caller = identify(unit, event.who, event.where, frozenset())
            router.handle(Turn(unit=unit, caller=caller, now=event.at), event)
            unit.commit()
        understanding.work_all()
        yield one


def _event(one: Record) -> MessagePosted:
    place = Place(
        platform=PLATFORM,
        tenant=TENANT,
        conversation=sample_conversation(one["platform"], one["channel"]),
        thread=one["thread"],
    )
    return MessagePosted(
        event_id=one["id"],
        at=datetime.fromisoformat(one["ts"]),
        who=Sender(platform=PLATFORM, tenant=TENANT, user_id=one["author"]),
        where=place,
        message_id=one["id"],
        text=one["text"],
    )


def _ask(database: Database, one: Record) -> None:
    with database.write() as unit:
        kept = unit.session.scalars(
            select(Contribution).where(Contribution.message_id == one["id"])
        ).one()
        community = unit.session.get_one(Community, kept.community_id)
        at = datetime.fromisoformat(one["ts"])
        raise_ask(unit, community, AskKind.DECISION, "x", by=None, now=at, message=kept)
        unit.commit()


def _on_the_desk(database: Database, now: datetime) -> set[str]:
    with database.read() as unit:
        community = unit.session.scalars(select(Community).where(Community.slug == "fostering"))
        waiting = asks_awaiting(unit.session, community.one().id, now)
        return {one.message_id for one in waiting}


def _gold() -> dict[str, str]:
    """Return where each gold ask stands at the end."""
    return {ask: loop["status"] for loop in sample_loops() for ask in loop["asks"]}


def _read_along() -> set[str]:
    officials = {one["id"] for one in sample_people() if one["role"] == "department"}
    return {one["channel"] for one in sample_messages() if one["author"] in officials}


def _tracked(played: Played) -> list[str]:
    lines = ["| Loop | Theme | Gold | Tracked |", "|---|---|---|---|"]
    right = 0
    for loop in sample_loops():
        for ask in loop["asks"]:
            stands = played.standing.get(ask, "not kept")
            right += stands == loop["status"]
            lines.append(f"| {ask} | {loop['theme']} | {loop['status']} | {stands} |")
    return [*lines, f"Asks tracked to their right state: {right} of {len(_gold())}"]


def _heard(played: Played) -> list[str]:
    """Say which gold asks the desk showed, or another message of their thread that waited too."""
    threads = {loop["thread"]: loop for loop in sample_loops()}
    heads = {one["id"]: one["thread"] or one["id"] for one in sample_messages()}
    found = {heads[one] for one in played.shown}
    missed = sorted(threads.keys() - found)
    still = {thread for thread, loop in threads.items() if loop["status"] == "open"}
    ends = {heads[one] for one in played.at_the_end}
    others = sorted(one for one in played.shown if heads[one] not in threads)
    return [
        f"The desk showed by itself {len(found)} threads, among them {len(threads.keys() & found)}"
        f" of the {len(threads)} in gold (missed: {', '.join(missed) or 'none'};"
        f" others: {', '.join(others) or 'none'})",
        f"Waiting at the end: {', '.join(sorted(ends))}",
        f"Open in gold: {', '.join(sorted(still))}",
    ]
