"""Bodies with Teams' own signature that Teams would never send."""

import json
import random
from collections.abc import Iterator

from adapters.teams.rendering import pack
from bot.cards import Form, ManyField, Option, TextField
from bot.events import MessageAction
from tests.contracts.mangling import NOT_JSON, mangled
from tests.platforms.teams.activities import (
    BOB,
    Json,
    activity,
    calling,
    deleted,
    edited,
    event,
    in_channel,
    in_private,
    invoke,
    payload_of,
    reacted,
    said,
)
from tests.platforms.teams.fake_connector import BOT
from tests.platforms.teams.teams_requests import TeamsRequests

MANGLED = 300
"""Of the thousands of ways to mangle the samples, so many are tried, the same each time."""
LONG = "word " * 30_000


def samples(url: str) -> list[Json]:
    """Return one of each that Teams sends."""
    reply = said(url, "We do", BOB, thread="1780000000000")
    came = activity(url, "conversationUpdate") | in_channel()
    press = {"ct": {"action": "theme_open", "value": "7", "nonce": "n0"}}
    execute = {"type": "Action.Execute", "verb": "press", "data": press}
    action = {"commandId": MessageAction.SAVE_AS_LESSON, "messagePayload": payload_of(reply)}
    search = {"commandId": "find", "parameters": [{"name": "words", "value": "rooms"}]}
    return [
        reply,
        edited(reply, "They do"),
        deleted(reply),
        reacted(url, reply, "1f4a1_electriclightbulb"),
        event(came, "teamMemberAdded") | {"membersAdded": [{"id": BOT}]},
        said(url, "") | calling("find rooms"),
        invoke(url, "adaptiveCard/action", {"action": execute}, replyToId="1"),
        invoke(url, "task/submit", {"data": submitted("lesson", "kept:1")}),
        invoke(url, "composeExtension/fetchTask", action),
        invoke(url, "composeExtension/query", search),
    ]


def submitted(form: str, context: str, **typed: str) -> Json:
    """Return what a form of ours sends, whoever made it up."""
    fields = [TextField(name, name) for name in typed]
    shown = Form(form, "Forged", tuple(fields), context=context)
    return {"ct": {"form": form, "context": context, "nonce": "n", "packed": pack(shown)}} | typed


def forged(url: str) -> Iterator[Json]:
    """Return presses and forms whose data was made up."""
    for value in ("", "0", "-1", "9" * 99, "1\n2", "x" * 3_000, "kept:1", "new:", "\u202e", LONG):
        for action in ("theme_open", "ask_network", "find_page", "lesson_open", "digest_approve"):
            ours = {"ct": {"action": action, "value": value, "nonce": "", "at": f"{value}.x"}}
            yield invoke(url, "adaptiveCard/action", {"action": {"data": ours}}, **in_private())
            yield invoke(url, "task/fetch", {"data": ours | {"msteams": {"type": "task/fetch"}}})
        for form in ("lesson", "lesson_pick", "channel", "person", "nosuch"):
            data = submitted(form, value, message=value, what_happened=value, person=value)
            yield invoke(url, "task/submit", {"data": data})
    many = ManyField("who", "Who", tuple(Option(f"{n}", "x" * 300) for n in range(500)))
    packed = pack(Form("lesson", "Huge", (many,), context="kept:1"))
    for broken in (packed, packed[:-9], "=", "é", "A" * 100_000, pack(Form("x", "", ()))[::-1]):
        ours = {"form": "lesson", "context": "kept:1", "nonce": "n", "packed": broken}
        yield invoke(url, "task/submit", {"data": {"ct": ours, "who": ",".join("123")}})


def odd(url: str) -> Iterator[Json]:
    """Return what is well-formed and yet nothing that people do."""
    yield said(url, LONG)
    yield said(url, "", thread="no such") | calling(f"find {LONG}")
    yield said(url, "\u202e\u2066evil\u2069 \U0001f469\u200d\U0001f467 " * 500)
    yield said(url, "<" * 50_000) | {"textFormat": "xml"}
    yield said(url, "<at>" * 20_000) | {"textFormat": "xml"}
    yield said(url, "Long ago", timestamp="0001-01-01T00:00:00Z", id="0")
    yield said(url, "Far off", timestamp="9999-12-31T23:59:59Z", id="9" * 13)
    yield said(url, "Many") | {"entities": [{"type": "mention"}] * 5_000}
    people = [{"id": f"29:{n}", "aadObjectId": f"{n}"} for n in range(60)]
    came = activity(url, "conversationUpdate") | in_channel()
    yield event(came, "teamMemberAdded") | {"membersAdded": people}


async def malformed_from_teams(door: TeamsRequests) -> None:
    """Whatever Teams signs is taken or refused: never a fault of ours, never to be sent again."""
    url = door.service_url
    made = [(change, body) for sample in samples(url) for change, body in mangled(sample)]
    bodies = random.Random(3).sample(made, MANGLED)
    bodies += [(f"no JSON: {body[:20]!r}", body) for body in NOT_JSON]
    others = [*forged(url), *odd(url)]
    bodies += [(json.dumps(one)[:300], json.dumps(one).encode()) for one in others]
    failed = []
    for name, body in bodies:
        answer = await door.raw(body)
        if answer.status not in (200, 400, 401, 403, 413):
            failed.append((name, answer.status))
    assert not failed, failed
