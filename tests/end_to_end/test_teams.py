"""The whole program on Teams: from what people say to what others find, through forms."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.events import MessageAction
from tests.end_to_end.program import Program
from tests.platforms.teams.activities import (
    BOB,
    calling,
    event,
    in_channel,
    in_private,
    payload_of,
    said,
)
from tests.platforms.teams.adaptive_cards import words_in
from tests.platforms.teams.fake_connector import ANN, BOT, CHANNEL, FakeConnector
from tests.platforms.teams.fake_login import TENANT, FakeLogin
from tests.platforms.teams.keys import FakeKeys
from tests.platforms.teams.reading import Json, button, in_dialog, last_card, sent
from tests.platforms.teams.teams_requests import TeamsRequests
from tests.waiting import until

ADVICE = "Ring every enquirer back the same day."
LESSON = "We rang every enquirer back the same day and twice as many came to the information event"


class TeamsProgram(Program):
    setup = f"""
programmes:
  - {{slug: fostering-hubs, name: Fostering hubs}}
communities:
  - {{slug: fostering, name: Fostering hubs, programme: fostering-hubs}}
hubs:
  - {{slug: north, name: North hub, programme: fostering-hubs}}
channels:
  - {{platform: teams, tenant: {TENANT}, conversation: "{CHANNEL}", name: hub-leads,
      community: fostering, purpose: community}}
people:
  - name: Ann
    hub: north
    accounts: [{{platform: teams, tenant: {TENANT}, user: {ANN}}}]
    roles: {{fostering: member}}
  - name: Bob
    accounts: [{{platform: teams, tenant: {TENANT}, user: {BOB}}}]
    roles: {{fostering: facilitator}}
"""


@pytest.fixture
async def teams(
    login: FakeLogin, connector: FakeConnector, keys: FakeKeys, tmp_path: Path
) -> AsyncIterator[TeamsRequests]:
    """The program, running, and the way in to it."""
    program = TeamsProgram(tmp_path, "", f"sqlite:///{tmp_path}/teams.db")
    program.connect_teams(login, keys)
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        del program.environment[name]
    await asyncio.to_thread(program.set_up)
    await program.start()
    async with aiohttp.ClientSession(program.url) as session:
        yield TeamsRequests(session, keys, connector)
    await asyncio.to_thread(program.stop)


async def test_what_is_told_in_a_channel_is_found_by_who_asks(
    teams: TeamsRequests, connector: FakeConnector
) -> None:
    await a_lesson_is_saved_and_found(teams, connector)
    await a_channel_is_set_up_from_help_given_in_private(teams, connector)


async def a_lesson_is_saved_and_found(teams: TeamsRequests, connector: FakeConnector) -> None:
    chat = connector.chat_with(ANN)
    added = teams.activity("conversationUpdate", BOB, membersAdded=[{"id": BOT}]) | in_channel()
    assert (await teams.send(event(added, "teamMemberAdded"))).status == 200

    about = said(teams.service_url, LESSON, ANN)
    assert (await teams.send(about)).status == 200
    action = {"commandId": MessageAction.SAVE_AS_LESSON.value, "messagePayload": payload_of(about)}
    form = in_dialog(await teams.invoke("composeExtension/fetchTask", action))
    mended = in_dialog(await submit(teams, form, action, {"recommendation": "   "}))
    assert "There is a problem" in words_in(mended)
    assert LESSON in str(mended)
    saved = in_dialog(await submit(teams, mended, action, {"recommendation": ADVICE}))
    assert "saved" in words_in(saved).lower()

    while ADVICE not in await asked(teams, connector):
        await asyncio.sleep(0.2)  # it is understood in the background what was saved

    posted = len(connector.visible(CHANNEL))
    network = button(last_card(connector, chat), "Ask the network")
    first = await teams.press(network, **in_private())
    await until(lambda: len(connector.visible(CHANNEL)) == posted + 1)
    assert await teams.press(network, **in_private()) == first
    assert len(connector.visible(CHANNEL)) == posted + 1


async def asked(teams: TeamsRequests, connector: FakeConnector) -> str:
    """Ask in the channel; return what Ann is answered in private."""
    question = said(teams.service_url, "") | calling("ask how fast should we ring enquirers back?")
    await teams.send(question)
    await until(lambda: connector.visible(CHANNEL, question["id"]))
    return connector.visible(connector.chat_with(ANN))[-1]


async def submit(teams: TeamsRequests, form: Json, action: Json, typed: Json) -> Json:
    """Send the lesson's form from the dialog of the action."""
    data = sent(form, "Save", {"worked": "yes"} | typed)
    return await teams.invoke("composeExtension/submitAction", action | {"data": data})


async def a_channel_is_set_up_from_help_given_in_private(
    teams: TeamsRequests, connector: FakeConnector
) -> None:
    await teams.send(said(teams.service_url, "", BOB) | calling("help"))
    chat = connector.chat_with(BOB)
    await until(lambda: connector.visible(chat))
    opener = button(last_card(connector, chat), "Set up this channel")
    form = in_dialog(await teams.press(opener, BOB, **in_private(BOB)))
    data = sent(form, "Save", {"capture": "off"})
    reply = await teams.invoke("task/submit", {"data": data}, BOB, **in_private(BOB))
    assert "Capture: Off" in words_in(in_dialog(reply))
