"""Serves the workspace with canned answers, for the browser test: no database, no model.

python -m tests.clients.workspace_server PORT STATE_FILE
"""

import asyncio
import json
import sys
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from aiohttp import web

import bot.sample
from adapters.workspace import (
    MovableClock,
    Player,
    WorkspaceAdapter,
    sample_channels,
    sample_people,
)
from bot.cards import (
    Actions,
    Answer,
    Ask,
    Bar,
    Bullets,
    Button,
    Card,
    Chart,
    ChoiceField,
    Divider,
    Facts,
    Form,
    Heading,
    Invalid,
    LinkButton,
    ManyField,
    Option,
    Paragraph,
    Quote,
    Replace,
    Say,
    Text,
    TextField,
    notice,
    words,
)
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    InboxEvent,
    Interaction,
    MessageActionChosen,
)
from bot.ports import Destination

SAMPLE = files("bot.sample")
START = datetime.fromisoformat("2026-07-08T12:00:00+01:00")

COMMANDS = (
    ("ask", "Find earlier answers, then ask the network", "/ask <question>"),
    ("challenge", "Share a challenge", "/challenge <text>"),
    ("lesson", "Tag a message as a lesson", "/lesson [link or text]"),
    ("themes", "See what recurs", "/themes"),
    ("find", "Search answers, lessons and the guide", "/find <words>"),
)

SUMMARY = Card(
    text="Weekly summary, draft for approval: two themes raised by three or more hubs.",
    title="Weekly summary, 6 to 12 July 2026",
    elements=(
        words("What hubs told each other this week, grouped. Nothing leaves until you approve it."),
        Chart(
            title="Hubs raising each theme",
            bars=(
                Bar("Data sharing agreements", 7, "6 or more hubs, rising"),
                Bar("Cost of paid social media", 4, "3 to 5 hubs, steady"),
                Bar("Liaison worker time", 3, "3 to 5 hubs, new"),
            ),
            alternative="Data sharing: 6 or more hubs, rising. Paid social: 3 to 5, steady."
            " Liaison worker time: 3 to 5, new.",
        ),
        Heading("Data sharing agreements"),
        Paragraph(
            (Text("Hubs wait "), Text("three months or more", strong=True), Text(" for one."))
        ),
        Quote("Get the information governance people in before you pick a system.", "a hub lead"),
        Bullets(((Text("One council signs last"),), (Text("Nobody owns the template"),))),
        Facts((("Hubs", "6 or more"), ("Trend", "Rising"))),
        Divider(),
        words("18 of 24 hubs spoke.", quiet=True),
        Actions(
            (
                Button("Approve and post", "approve", "1", "primary", "Post it to the department?"),
                Button("Remove", "remove", "1", "danger"),
                LinkButton("Open the guide", "https://example.org/guide"),
            )
        ),
    ),
)

LESSON = Form(
    form="lesson",
    title="Save as lesson",
    context="m1",
    intro=(words("It takes ten seconds. You can change it later."),),
    fields=(
        TextField("happened", "What happened", "In your own words", multiline=True),
        TextField("advice", "What would you tell others?", "One sentence", max_length=200),
        ChoiceField(
            "result",
            "Did it work?",
            (Option("worked", "It worked"), Option("not", "It didn't work")),
        ),
        ManyField(
            "audience",
            "Who may see it?",
            (Option("members", "Members", "Hubs of this programme"), Option("public", "Everybody")),
            ("members",),
        ),
    ),
)


class CannedReceiver:
    """Takes every event and answers as a person might expect."""

    async def receive(self, event: InboxEvent) -> None:
        await asyncio.sleep(0)

    async def answer(self, interaction: Interaction) -> Answer | None:
        match interaction:
            case CommandGiven():
                return Say(SUMMARY if interaction.command == "themes" else said(interaction))
            case MessageActionChosen():
                return Ask(LESSON)
            case FormSubmitted():
                return lesson(interaction)
            case ButtonPressed():
                approved = interaction.action == "approve"
                return Replace(notice("Approved and posted.")) if approved else Say(notice("Done."))
            case HomeOpened():
                return Say(Card(text="Your page", title="Your page", elements=SUMMARY.elements))
        return None


def said(command: CommandGiven) -> Card:
    return notice(f"You asked: {command.text}")


def lesson(form: FormSubmitted) -> Answer:
    if not form.text("advice").endswith("."):
        return Invalid({"advice": "Write a whole sentence, with a full stop"})
    return Say(notice("Your lesson is saved."))


def sample(name: str) -> str:
    return (SAMPLE / name).read_text(encoding="utf-8")


async def serve(port: int, state_file: Path) -> None:
    clock = MovableClock(state_file, START)
    adapter = WorkspaceAdapter(
        state_file, CannedReceiver(), clock, COMMANDS, address=f"http://127.0.0.1:{port}"
    )
    adapter.state.set_up(
        sample_channels(json.loads(sample("channels.json"))),
        sample_people(bot.sample.sample_people(), bot.sample.sample_hubs()),
    )
    records = [json.loads(line) for line in sample("corpus.jsonl").splitlines()]
    adapter.play(Player(adapter.state, clock, records))
    for channel in ("facilitators", "dm-u075"):
        where = Destination(platform="workspace", tenant="local", conversation=channel)
        if await adapter.find(where, "summary") is None:
            await adapter.post(where, SUMMARY, 0, "summary")
    app = web.Application()
    adapter.attach(app)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
