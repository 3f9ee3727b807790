"""Giving a person our answer where only they read it, or in the place of what they pressed."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from adapters.teams.connector import Connector
from adapters.teams.delivery import Delivery, new_mark
from adapters.teams.parsing import PLATFORM, Origin
from adapters.teams.provenance import Provenance
from adapters.teams.rendering import (
    Json,
    Message,
    activity,
    one_message,
    render,
    render_form,
)
from adapters.teams.replies import card_reply, message_reply
from bot.cards import (
    Answer,
    Ask,
    Bullets,
    Card,
    Form,
    Invalid,
    Replace,
    Results,
    Say,
    Text,
    notice,
    words,
)
from bot.ports import DeliveryError, Destination, Permanent, RateLimited, Temporary

log = logging.getLogger(__name__)
DONE = "Done."
ANSWERED_HERE = "The answer is below."
ANSWERED_PRIVATELY = "I have answered you in our private chat."
NO_CHAT = (
    "I can't write to you in private yet. Add Common Thread to your chats first: in Teams choose"
    " Apps, search for Common Thread and choose Add. Then try again. Nobody else saw the answer."
)
NOT_NOW = "I could not answer just now. Please try again in a minute."
NOT_KEPT = "The form could not be taken as it is. Please open it again and change this:"
TRIES = 3
SHORT_WAIT = 0.3
LONGEST_WAIT = 2.0
"""Seconds to wait before trying again: a person is waiting too."""
CHANGED_WITHIN = 2.0
"""Seconds to wait for a card to be changed for everybody, so that changes keep their order."""
ENDING_WITHIN = 5.0


class Answers:
    """Delivers answers by the way that keeps them between the person and us."""

    def __init__(self, delivery: Delivery, connector: Connector, provenance: Provenance) -> None:
        self._delivery = delivery
        self._connector = connector
        self._provenance = provenance
        self._at_work: set[asyncio.Task[bool]] = set()

    async def typed(self, origin: Origin, answer: Answer | None) -> None:
        """Answer a command, or what is answered too late for a reply. What fails is logged."""
        if isinstance(answer, Replace) and await self.replaced(origin, answer.card):
            return
        messages = _messages(answer)
        if not messages:
            return
        said = await self._tell(origin, messages)
        if said and origin.surface == "typed" and not origin.private:
            await self._note(origin, said)

    async def pressed(self, origin: Origin, answer: Answer | None) -> Json:
        """Return the reply to a button: the card in its place, or where the answer is."""
        if isinstance(answer, Replace):
            return await self.in_its_place(origin, one_message(answer.card, new_mark()))
        messages = _messages(answer)
        return message_reply(await self._tell(origin, messages) if messages else DONE)

    async def sent(self, origin: Origin, answer: Answer | None) -> Json:
        """Return the reply to a form that stands in a chat: what follows takes its place."""
        first, *others = _messages(answer) or render(notice(DONE), new_mark())
        if others:
            await self._tell(origin, others)
        return await self.in_its_place(origin, first)

    async def in_its_place(self, origin: Origin, message: Message) -> Json:
        """Return the reply that puts a message in the place of the one whose button was pressed.

        The reply changes it for who pressed, at once; the message itself is changed for everybody
        else, and for when it is opened again.
        """
        message = replace(message, card=self.card_here(origin, message.card))
        if origin.message_id:
            work = asyncio.create_task(self._changed(origin, message))
            self._at_work.add(work)
            work.add_done_callback(self._at_work.discard)
            await asyncio.wait({work}, timeout=CHANGED_WITHIN)
        return card_reply(message.card)

    async def close(self) -> None:
        """Let what is being changed end."""
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=ENDING_WITHIN)

    def card_here(self, origin: Origin, card: Json) -> Json:
        """Return a card for where it was asked: in a private chat it keeps what it is about."""
        return self._provenance.mark(card, origin) if origin.private else card

    async def replaced(self, origin: Origin, card: Card) -> bool:
        """Put the card in the place of the message whose button was pressed; say whether it is."""
        if not origin.message_id:
            return False
        message = one_message(card, new_mark())
        message = replace(message, card=self.card_here(origin, message.card))
        return await self._changed(origin, message)

    async def _changed(self, origin: Origin, message: Message) -> bool:
        try:
            await self._delivery.replace(_here(origin), origin.message_id, message)
        except DeliveryError as error:
            log.warning("A card could not be replaced: %s", error)
            return False
        return True

    async def _tell(self, origin: Origin, messages: Sequence[Message]) -> str:
        """Say it where only the person reads it; return what to tell them of where that is."""
        if origin.surface == "targeted" and await self._whispered(origin, messages):
            return ""
        where = _here(origin) if origin.private else _person(origin)
        try:
            for message in messages:
                card = self._provenance.mark(message.card, origin)
                await self._say(where, replace(message, card=card))
        except DeliveryError as error:
            log.warning("An answer could not be given in private: %s", error)
            return NO_CHAT if isinstance(error, Permanent) else NOT_NOW
        return ANSWERED_HERE if origin.private else ANSWERED_PRIVATELY

    async def _say(self, where: Destination, message: Message) -> None:
        """Say it, waiting a little when Teams asks for it. Raises a DeliveryError."""
        for _ in range(TRIES - 1):
            try:
                await self._delivery.say(where, message)
                return
            except RateLimited as error:
                await asyncio.sleep(min(error.retry_after, LONGEST_WAIT))
            except Temporary:
                await asyncio.sleep(SHORT_WAIT)
        await self._delivery.say(where, message)

    async def _whispered(self, origin: Origin, messages: Sequence[Message]) -> bool:
        """Say it in the conversation to the person alone; say whether that was done."""
        target = await self._delivery.target(_here(origin))
        about = {"type": "targetedMessageInfo", "messageId": origin.activity_id}
        for message in messages:
            made = activity(message) | {
                "recipient": {"id": origin.account, "isTargeted": True},
                "entities": [about],
            }
            try:
                where = target.threaded(origin.thread or None)
                await self._connector.whisper(target.service_url, where, made)
            except DeliveryError as error:
                log.warning("An answer could not be shown to one person alone: %s", error)
                return False
        return True

    async def _note(self, origin: Origin, text: str) -> None:
        where = replace(_here(origin), thread=origin.thread or origin.activity_id)
        try:
            await self._say(where, one_message(notice(text), new_mark()))
        except DeliveryError as error:
            log.warning("A note could not be left: %s", error)


def form_message(form: Form) -> Message:
    """Return a form as a message that stands in a chat."""
    return Message(render_form(form, new_mark(), submit="inline"), form.title)


def what_to_mend(answer: Invalid) -> Card:
    """Return what is wrong with a form that can't be shown again."""
    points = tuple((Text(error),) for error in answer.errors.values())
    return Card(text=NOT_KEPT, elements=(words(NOT_KEPT), Bullets(points)))


def _messages(answer: Answer | None) -> list[Message]:
    match answer:
        case Say(card=card) | Replace(card=card):
            return render(card, new_mark())
        case Ask(form=form):
            return [form_message(form)]
        case Invalid():
            return render(what_to_mend(answer), new_mark())
        case Results() | None:
            return []


def _here(origin: Origin) -> Destination:
    return Destination(
        platform=PLATFORM,
        tenant=origin.tenant,
        conversation=origin.conversation,
        thread=origin.thread or None,
        address=origin.address.to_text(),
    )


def _person(origin: Origin) -> Destination:
    return Destination(
        platform=PLATFORM,
        tenant=origin.tenant,
        user_id=origin.user_id,
        address=origin.address.to_text(),
    )
