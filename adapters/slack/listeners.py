"""Bolt's listeners: they translate, hand over, and acknowledge at the right moment.

A fact is acknowledged only when it is stored. What a person waits for is acknowledged at once and
answered afterwards, but for a form, whose acknowledgement says what there is to mend.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from adapters.slack.answering import FAULT, Answers
from adapters.slack.directory import SlackDirectory
from adapters.slack.logs import log, log_fault
from adapters.slack.parsing import (
    NotUnderstood,
    Origin,
    Payload,
    input_fields,
    parse_button,
    parse_command,
    parse_fact,
    parse_shortcut,
    parse_submission,
)
from adapters.slack.submissions import to_submission
from bot.cards import Answer, Invalid, Replace, Say, notice
from bot.events import HomeOpened, Interaction
from bot.ports import NotStored, Receiver

NAME_WITHIN = 0.5
"""Seconds to wait for the name of a person whom we answer; a form must open within three."""
FORM_WITHIN = 2.4
"""Seconds after which a form is closed and answered by a message; Slack waits three."""
ENDING_WITHIN = 5.0
PEOPLE_ONLY = "This works on messages that people wrote."
ANYTHING = re.compile("")

Result = TypeVar("Result")


class Listeners:
    """Everything Bolt calls."""

    def __init__(
        self,
        receiver: Receiver,
        directory: SlackDirectory,
        answers: Answers,
        prefix: str,
        noticed: Callable[[Payload], None],
    ) -> None:
        """Prepare. `noticed` is given every event, for what it tells of its channel."""
        self._receiver = receiver
        self._noticed = noticed
        self._directory = directory
        self._answers = answers
        self._prefix = prefix
        self._at_work: set[asyncio.Task[Any]] = set()

    def register(self, app: AsyncApp) -> None:
        """Register with Bolt."""
        app.event(ANYTHING)(self.on_event)
        app.command(ANYTHING)(self.on_command)
        app.message_shortcut(ANYTHING)(self.on_shortcut)
        app.action(ANYTHING)(self.on_button)
        app.view(ANYTHING)(self.on_submission)
        app.error(self.on_error)

    async def close(self) -> None:
        """Let what is being answered end."""
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=ENDING_WITHIN)

    async def on_event(self, ack: AsyncAck, body: Payload) -> None:
        """Store a fact and then acknowledge it; what is not stored, Slack is to send again."""
        self._noticed(body)
        fact = parse_fact(body, self._directory)
        if isinstance(fact, HomeOpened):
            self._start(self._show_home(fact))
        elif fact is not None:
            await self._receiver.receive(fact)
        await ack()

    async def on_command(self, ack: AsyncAck, body: Payload) -> None:
        """Answer a slash command."""
        await ack()
        command, origin = parse_command(body, self._prefix, self._directory)
        self._start(self._respond(command, origin))

    async def on_shortcut(self, ack: AsyncAck, body: Payload) -> None:
        """Answer a message shortcut."""
        await ack()
        chosen, origin = parse_shortcut(body, self._directory)
        if chosen is None:
            self._start(self._give(origin, Say(notice(PEOPLE_ONLY))))
        else:
            self._start(self._respond(chosen, origin))

    async def on_button(self, ack: AsyncAck, body: Payload) -> None:
        """Answer a button."""
        await ack()
        button, origin = parse_button(body, self._directory)
        if button is not None:
            self._start(self._respond(button, origin))

    async def on_submission(self, ack: AsyncAck, body: Payload) -> None:
        """Answer a form, in the acknowledgement when it is to stay open."""
        form, origin = parse_submission(body, self._directory)
        work = self._start(self._receiver.answer(form))
        await asyncio.wait({work}, timeout=FORM_WITHIN)
        if not work.done():
            await ack()
            self._start(self._give_when_done(work, origin.behind_form()))
            return
        fields, answer = input_fields(body), await _outcome(work)
        if work.exception() and fields:
            # As an error of a field, so that what was typed stays.
            answer = Invalid({fields[0]: FAULT})
        kept = to_submission(origin, answer, fields)
        await ack(**kept)
        if not kept:
            self._start(self._give(origin.behind_form(), answer))

    async def on_error(self, error: Exception) -> BoltResponse:
        """Have Slack send again what could not be stored, and drop what can't be understood."""
        if isinstance(error, NotUnderstood):
            log.warning("A request from Slack was not understood: %s", error)
            return BoltResponse(status=200, body="")
        if isinstance(error, NotStored):
            log.warning("An event could not be stored; Slack is to send it again")
        else:
            log_fault("A request from Slack could not be handled", error)
        return BoltResponse(status=503, body="")

    async def _respond(self, interaction: Interaction, origin: Origin) -> None:
        await self._give(origin, await self._answer(interaction))

    async def _show_home(self, fact: HomeOpened) -> None:
        """Publish the answer as the person's App Home."""
        origin = Origin(tenant=fact.where.tenant, user_id=fact.who.user_id, surface="home")
        answer = await self._answer(fact)
        await self._give(origin, Replace(answer.card) if isinstance(answer, Say) else None)

    async def _answer(self, interaction: Interaction) -> Answer | None:
        person = interaction.who
        who = await self._directory.people.find(person.tenant, person.user_id, NAME_WITHIN)
        return await _outcome(self._start(self._receiver.answer(replace(interaction, who=who))))

    async def _give_when_done(self, work: asyncio.Task[Answer | None], origin: Origin) -> None:
        await self._give(origin, await _outcome(work))

    async def _give(self, origin: Origin, answer: Answer | None) -> None:
        work = self._start(self._answers.give(origin, answer))
        await asyncio.wait({work})
        if work.exception():
            await self._answers.give(origin, Say(notice(FAULT)))

    def _start(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Do the work beside the request, and hold on to it until it is done."""
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._at_work.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log_fault("A person could not be answered", error)


async def _outcome(work: asyncio.Task[Answer | None]) -> Answer | None:
    """Return the answer, or what to say when there is none because of a fault of ours."""
    await asyncio.wait({work})
    return Say(notice(FAULT)) if work.exception() else work.result()
