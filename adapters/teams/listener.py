"""The activity handler: it translates, hands over, and replies as each kind of activity wants.

A fact is acknowledged only when it is stored. A command is acknowledged at once and answered
afterwards. An invoke is answered in its reply, or told to wait for its answer in the chat.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.teams import TeamsActivityHandler

from adapters.teams.answering import Answers
from adapters.teams.delivery import new_mark
from adapters.teams.dialogs import Dialogs, filled
from adapters.teams.invokes import FAULT, Invokes
from adapters.teams.parsing import (
    NotUnderstood,
    Origin,
    Payload,
    Surface,
    digest,
    from_a_bot,
    is_form,
    maybe,
    ours_of,
    parse_action,
    parse_button,
    parse_command,
    parse_facts,
    parse_form,
    parse_search,
)
from adapters.teams.people import People
from adapters.teams.provenance import Provenance
from adapters.teams.rendering import Json, Message, render_form
from adapters.teams.replies import (
    dialog_message,
    message_reply,
    results,
    search_message,
)
from adapters.teams.turns import payload_of
from bot.cards import Answer, Form, Invalid, Results, Say, notice
from bot.events import BotRemoved, ButtonPressed, FormSubmitted, Interaction, MessageActionChosen
from bot.ports import Receiver

NAME_WITHIN = 0.5
"""Seconds to wait for the e-mail address of a person whom we answer."""
SEARCH_WITHIN = 8.0
"""Seconds to search; Teams waits ten to fifteen."""
STILL_SEARCHING = "That took too long. Please try again."
PEOPLE_ONLY = "This works on messages that people wrote."

Reply = Callable[[Payload], Awaitable[Json]]


class TeamsListener(TeamsActivityHandler):
    """Everything that botbuilder calls."""

    def __init__(
        self,
        receiver: Receiver,
        people: People,
        answers: Answers,
        provenance: Provenance,
        commands: Collection[str],
        noticed: Callable[[Payload], None],
    ) -> None:
        """Prepare. `noticed` is given every activity that may tell a fact of a channel."""
        self._receiver = receiver
        self._noticed = noticed
        self._provenance = provenance
        self._people = people
        self._answers = answers
        self._dialogs = Dialogs(answers)
        self._commands = frozenset(commands)
        self._invokes = Invokes()
        self._replies: dict[str, Reply] = {
            "adaptiveCard/action": self._on_card_action,
            "task/fetch": self._on_dialog_opening,
            "task/submit": self._on_dialog_submitted,
            "composeExtension/fetchTask": self._on_message_action,
            "composeExtension/submitAction": self._on_dialog_submitted,
            "composeExtension/query": self._on_search,
        }

    async def close(self) -> None:
        """Let what is being answered end."""
        await self._invokes.close()
        await self._answers.close()

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Answer a command, or a button that came as a message; store what people say."""
        activity = payload_of(turn_context)
        if from_a_bot(activity):
            return
        if not maybe(activity, "text").strip() and activity.get("value"):
            self._on_submitted_message(activity)
            return
        await self._store(activity)
        command = parse_command(activity, self._commands)
        if command is not None:
            given, origin = command
            self._invokes.start(given.event_id, lambda: self._respond(given, origin))

    async def on_message_update_activity(self, turn_context: TurnContext) -> None:
        """Store an edit."""
        await self._store(payload_of(turn_context))

    async def on_message_delete_activity(self, turn_context: TurnContext) -> None:
        """Store a deletion."""
        await self._store(payload_of(turn_context))

    async def on_message_reaction_activity(self, turn_context: TurnContext) -> None:
        """Store a reaction."""
        await self._store(payload_of(turn_context))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Store who came and went."""
        await self._store(payload_of(turn_context))

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        """Store our coming and going."""
        await self._store(payload_of(turn_context))

    async def on_event_activity(self, turn_context: TurnContext) -> None:
        """Meetings begin and end: nothing to us."""

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        """Reply to what a person waits for."""
        activity = payload_of(turn_context)
        reply = self._replies.get(maybe(activity, "name"))
        if reply is None or from_a_bot(activity):
            raise NotUnderstood("nothing replies to this invoke")
        return self._create_invoke_response(await reply(activity) or None)

    @staticmethod
    def _create_invoke_response(body: object = None) -> InvokeResponse:
        # botbuilder's own turns the body into JSON once here and once more when it is sent.
        return InvokeResponse(status=200, body=body)

    async def _store(self, activity: Payload) -> None:
        self._noticed(activity)
        for fact in parse_facts(activity, self._commands):
            if isinstance(fact, BotRemoved):  # Teams tells us no more of who is there
                await self._receiver.receive(fact)
            else:
                known = self._people.known(fact.who, fact.where)
                await self._receiver.receive(replace(fact, who=known))

    def _on_submitted_message(self, activity: Payload) -> None:
        """Answer a button or a form whose client sent it as a message without words."""
        given: Interaction
        if is_form(activity):
            given, origin, _ = self._form(activity, "card")
        else:
            given, origin = self._button(activity, "card")
        self._invokes.start(given.event_id, lambda: self._respond(given, origin))

    async def _on_card_action(self, activity: Payload) -> Json:
        """Reply to Action.Execute: a button, or a form that stands in a chat."""
        if is_form(activity):
            return await self._on_inline_form(activity)
        given, origin = self._button(activity, "card")
        return await self._reply(
            given,
            origin,
            lambda answer: self._answers.pressed(origin, answer),
            message_reply,
        )

    async def _on_inline_form(self, activity: Payload) -> Json:
        given, origin, shown = self._form(activity, "card")

        async def shape(answer: Answer | None) -> Json:
            if isinstance(answer, Invalid):
                again = filled(shown, given.values)
                card = render_form(again, new_mark(), answer.errors, submit="inline")
                return await self._answers.in_its_place(origin, Message(card, shown.title))
            return await self._answers.sent(origin, answer)

        return await self._reply(given, origin, shape, message_reply)

    async def _on_dialog_opening(self, activity: Payload) -> Json:
        """Reply to task/fetch: a button whose answer is a form."""
        given, origin = self._button(activity, "dialog", again=True)
        return await self._open(given, origin)

    async def _on_message_action(self, activity: Payload) -> Json:
        """Reply to composeExtension/fetchTask: an action on a message."""
        given, origin = parse_action(activity)
        if given is None:
            return await self._dialogs.opened(origin, Say(notice(PEOPLE_ONLY)))
        # Nothing in it tells one sent again, under another id, from one chosen again.
        key = digest(origin.user_id, given.action, given.message_id, given.text)
        self._invokes.goes_on(origin.user_id, key)
        return await self._open(given, origin, key)

    async def _open(
        self, given: ButtonPressed | MessageActionChosen, origin: Origin, key: str = ""
    ) -> Json:
        return await self._reply(
            given,
            origin,
            lambda answer: self._dialogs.opened(origin, answer),
            dialog_message,
            key,
        )

    async def _on_dialog_submitted(self, activity: Payload) -> Json:
        """Reply to task/submit and composeExtension/submitAction."""
        shown: Form | None = None
        given: FormSubmitted | ButtonPressed
        surface: Surface = (
            "extension" if maybe(activity, "name").startswith("compose") else "dialog"
        )
        if is_form(activity):
            given, origin, shown = self._form(activity, surface)
        else:
            given, origin = self._button(activity, surface)
        self._invokes.goes_on(origin.user_id, given.event_id)
        typed = given.values if isinstance(given, FormSubmitted) else {}
        return await self._reply(
            given,
            origin,
            lambda answer: self._dialogs.submitted(origin, answer, shown, typed),
            dialog_message,
        )

    async def _on_search(self, activity: Payload) -> Json:
        """Reply to composeExtension/query: a search for something to put into a conversation."""
        try:
            async with asyncio.timeout(SEARCH_WITHIN):
                answer = await self._answer(parse_search(activity))
        except TimeoutError:
            return search_message(STILL_SEARCHING)
        match answer:
            case Results(items=items):
                return results(items, new_mark())
            case Say(card=card):
                return search_message(card.text)
        return results((), new_mark())

    async def _reply(
        self,
        given: Interaction,
        origin: Origin,
        shape: Callable[[Answer | None], Awaitable[Json]],
        say: Callable[[str], Json],
        key: str = "",
    ) -> Json:
        return await self._invokes.reply(
            key or given.event_id,
            lambda: self._answer(given),
            shape,
            lambda answer: self._answers.typed(origin, answer),
            say,
        )

    async def _respond(self, given: Interaction, origin: Origin) -> None:
        work = asyncio.create_task(self._give(given, origin))
        await asyncio.wait({work})
        if work.exception():
            await self._answers.typed(origin, Say(notice(FAULT)))
        work.result()

    async def _give(self, given: Interaction, origin: Origin) -> None:
        await self._answers.typed(origin, await self._answer(given))

    async def _answer(self, given: Interaction) -> Answer | None:
        who = await self._people.find(given.who, given.where, NAME_WITHIN)
        return await self._receiver.answer(replace(given, who=who))

    def _button(
        self, activity: Payload, surface: Surface, *, again: bool = False
    ) -> tuple[ButtonPressed, Origin]:
        """Read a button, pressed where its card came from."""
        given, origin = parse_button(activity, surface, again=again)
        about = self._provenance.read(ours_of(activity), origin)
        if about is None:
            return given, origin
        return replace(given, where=about), replace(origin, about=about)

    def _form(self, activity: Payload, surface: Surface) -> tuple[FormSubmitted, Origin, Form]:
        """Read a form, sent where it was asked for."""
        given, origin, shown = parse_form(activity, surface)
        about = self._provenance.read(ours_of(activity), origin)
        if about is None:
            return given, origin, shown
        return replace(given, where=about), replace(origin, about=about), shown
