"""Every way into the program from Teams, with the invented child in it."""

from typing import Any

from bot.events import MessageAction
from tests.end_to_end.child import CHILD, QUESTION, taken
from tests.platforms.teams.activities import (
    BOB,
    Json,
    calling,
    edited,
    event,
    in_channel,
    in_private,
    invoke,
    payload_of,
    reacted,
    said,
)
from tests.platforms.teams.fake_connector import ANN, BOT
from tests.platforms.teams.reading import in_dialog, last_card, sent
from tests.platforms.teams.teams_requests import TeamsRequests
from tests.waiting import until

HTML = f"<p>{CHILD}</p>"
NAMED = {
    "attachments": [
        {"contentType": "text/html", "content": HTML},
        {"contentType": "messageReference", "content": {"messagePreview": CHILD}},
        {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "contentUrl": "https://example.sharepoint.com/Zebedee%20Quillfeather.docx",
            "name": "Zebedee Quillfeather 07700 900123.docx",
            "content": {"uniqueId": "1", "fileType": "docx"},
        },
    ]
}
"""What comes beside a message: its HTML, what it quotes, a file named after the child."""
MENTIONED = {
    "text": "Our foster child <at>Zebedee Quillfeather</at> keeps asking for Zebedee's mum.",
    "entities": [
        {
            "type": "mention",
            "mentioned": {"id": "29:child", "name": "Zebedee Quillfeather"},
            "text": "<at>Zebedee Quillfeather</at>",
        }
    ],
}
COMMANDS = ("ask", "challenge", "find", "lesson", "themes", "mydata", "commonthread", "nosuch")


async def by_every_way_of_teams(door: TeamsRequests) -> list[Json]:
    """Go in by every way; return what invokes were answered with."""
    await _said(door)
    await _commanded(door)
    replies = [*await _acted(door), *await _pressed(door), *await _searched(door)]
    await _badly_sent(door)
    return replies


async def _said(door: TeamsRequests) -> None:
    """In the channel: messages, an edit of what was kept and of what was not, reactions."""
    url = door.service_url
    added = event(door.activity("conversationUpdate", BOB) | in_channel(), "teamMemberAdded")
    await taken(door.send(added | {"membersAdded": [{"id": BOT}]}))
    # Members are told first; what is said before that is not kept.
    await until(lambda: door.connector.visible(in_channel()["conversation"]["id"]))
    first = said(url, QUESTION)
    html = {"text": HTML, "textFormat": "xml"}
    for made in (
        first,
        said(url, f"In HTML. {CHILD}") | html | NAMED,
        said(url, "", thread=first["id"]) | MENTIONED,
        edited(first, f"Edited. {CHILD}"),
        edited(said(url, "Never heard"), CHILD),
    ):
        await taken(door.send(made))
    for kind in ("1f4a1_electriclightbulb", "1f9f5_thread", "2705_whiteheavycheckmark", CHILD):
        await taken(door.send(reacted(url, first, kind)))


async def _commanded(door: TeamsRequests) -> None:
    """By mention in the channel, in private, and as nobody but we can read it."""
    url, told = door.service_url, door.connector.told
    for command in COMMANDS[:-1]:
        count = len(told)
        await taken(door.send(said(url, "") | calling(f"{command} {QUESTION}") | NAMED))
        await until(lambda count=count: len(told) > count)  # type: ignore[misc]
    for command in COMMANDS:
        count = len(told)
        await taken(door.tell_us(f"{command} {QUESTION}"))
        await until(lambda count=count: len(told) > count)  # type: ignore[misc]
    whispered = said(url, f"/find {QUESTION}")
    whispered["recipient"] = whispered["recipient"] | {"isTargeted": True}
    await taken(door.send(whispered))


async def _acted(door: TeamsRequests) -> list[Json]:
    """By each action on a message, and by the lesson's form in its dialog."""
    about = said(door.service_url, QUESTION, BOB)
    value = {"messagePayload": payload_of(about) | NAMED}
    replies = [
        await door.invoke("composeExtension/fetchTask", value | {"commandId": action}, person)
        for person in (ANN, BOB)
        for action in MessageAction
        if action is not MessageAction.DONT_KEEP_THIS or person is ANN
    ]
    lesson = {"commandId": MessageAction.SAVE_AS_LESSON}
    form = in_dialog(await door.invoke("composeExtension/fetchTask", value | lesson))
    typed = {"what_happened": CHILD, "recommendation": CHILD, "worked": "yes"}
    data = sent(form, "Save", typed | {"sharing": "members"})
    saved = await door.invoke("composeExtension/submitAction", value | lesson | {"data": data})
    return [*replies, saved]


async def _pressed(door: TeamsRequests) -> list[Json]:
    """By buttons that carry words, and by forms: as a dialog's, as a card's, as a message."""
    chat = door.connector.chat_with(ANN)
    pressed = [
        await door.press(_button(action, value), **in_private())
        for action, value in (
            ("ask_network", f"nonce\n{QUESTION}"),
            ("find_page", f"0 {QUESTION}"),
            ("theme_open", QUESTION),
            ("mydata.show", ""),
            ("nosuch", QUESTION),
        )
    ]
    await taken(door.tell_us(f"lesson {QUESTION}"))
    await until(lambda: "'title': 'Save'" in str(last_card(door.connector, chat)))
    data = sent(last_card(door.connector, chat), "Save", {"what_happened": CHILD})
    data |= {"recommendation": CHILD, "worked": "yes", "sharing": "members"}
    execute = {"type": "Action.Execute", "verb": "send", "data": data}
    card = await door.invoke("adaptiveCard/action", {"action": execute}, **in_private())
    again = data | {"recommendation": f"Again. {CHILD}"}
    dialog = await door.invoke("task/submit", {"data": again}, **in_private())
    await taken(door.tell_us("", value=data | {"recommendation": f"Once more. {CHILD}"}))
    return [*pressed, card, dialog]


def _button(action: str, value: str) -> Json:
    ours = {"action": action, "value": value, "nonce": f"nonce of {action}"}
    return {"type": "Action.Execute", "verb": "press", "data": {"ct": ours}}


async def _searched(door: TeamsRequests) -> list[Json]:
    query: Json = {"commandId": "find", "parameters": [{"name": "words", "value": CHILD}]}
    return [await door.invoke("composeExtension/query", query)]


async def _badly_sent(door: TeamsRequests) -> None:
    """In what is refused: another tenant's, an invoke of no name, what is not JSON."""
    url = door.service_url
    message: dict[str, Any] = said(url, CHILD)
    other = message["channelData"] | {"tenant": {"id": "other"}}
    for made, status in (
        (message | {"channelData": other}, 403),
        (invoke(url, CHILD, {"words": CHILD}), 400),
        (message | {"id": CHILD * 10}, 400),
        (message | {"timestamp": CHILD}, 400),
    ):
        assert (await door.send(made)).status == status
    assert (await door.raw(CHILD)).status == 400
