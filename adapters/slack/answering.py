"""Giving a person our answer: a private message, a form, or a card in the place of another."""

from dataclasses import replace

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.delivery import Delivery
from adapters.slack.errors import slack_code
from adapters.slack.logs import library_logger, log
from adapters.slack.parsing import Origin, Payload
from adapters.slack.parsing.payload import PLATFORM
from adapters.slack.rendering import (
    Message,
    notice_view,
    one_message,
    render,
    render_form,
    render_home,
)
from bot.cards import Answer, Ask, Bullets, Card, Form, Invalid, Replace, Say, Text, notice, words
from bot.ports import DeliveryError, Destination

FAULT = "Something went wrong and nothing was changed. Please try again."
FORM_LATE = "The form could not be opened in time, and nothing was changed. Please try again."
NOT_KEPT = "The form could not be taken as it is. Please open it again and change this:"
RESPONSES = 5
"""How many answers Slack takes at one response address."""
OK = 200
NETWORK_ERRORS = (aiohttp.ClientError, TimeoutError, ConnectionError)


class Answers:
    """Delivers answers to where the person is, by the first way that Slack lets us take."""

    def __init__(self, client: AsyncWebClient, delivery: Delivery) -> None:
        self._client = client
        self._delivery = delivery

    async def give(self, origin: Origin, answer: Answer | None) -> None:
        """Give the answer. What can't be shown in any way is logged."""
        if isinstance(answer, Say):
            await self._say(origin, answer.card)
        elif isinstance(answer, Replace):
            await self._replace(origin, answer.card)
        elif isinstance(answer, Ask):
            await self._ask(origin, answer.form)
        elif isinstance(answer, Invalid):
            await self._say(origin, _what_to_mend(answer))

    async def _say(self, origin: Origin, card: Card) -> None:
        messages = [part for part in render(card) if isinstance(part, Message)]
        for number, message in enumerate(messages):
            # The last of the passes is kept for what may follow from a button on the card.
            passes = origin if number < RESPONSES - 1 else replace(origin, response_url="")
            await self._say_one(passes, message)

    async def _say_one(self, origin: Origin, message: Message) -> None:
        body = {"response_type": "ephemeral", "replace_original": False}
        if await self._respond(origin, message, body) or await self._whisper(origin, message):
            return
        person = Destination(platform=PLATFORM, tenant=origin.tenant, user_id=origin.user_id)
        try:
            await self._delivery.say_privately(person, message)
        except DeliveryError as error:
            log.error("An answer could not be shown: %s", error)

    async def _replace(self, origin: Origin, card: Card) -> None:
        message = one_message(card)
        if origin.surface == "home":
            await self._publish_home(origin, card)
        elif origin.surface == "modal":
            await self._update_modal(origin, card)
        elif not origin.message_id:
            await self._say(origin, card)
        elif not await self._respond(origin, message, {"replace_original": True}):
            await self._replace_by_id(origin, card)

    async def _replace_by_id(self, origin: Origin, card: Card) -> None:
        where = Destination(
            platform=PLATFORM, tenant=origin.tenant, conversation=origin.conversation
        )
        try:
            await self._delivery.update(where, origin.message_id, card)
        except DeliveryError:
            # A message that only the person sees can't be found by its id.
            await self._say(origin, card)

    async def _ask(self, origin: Origin, form: Form) -> None:
        view = render_form(form, origin.carry(form.context))
        opening = "views.push" if origin.surface == "modal" else "views.open"
        if not await self._call(opening, {"trigger_id": origin.trigger_id, "view": view}):
            await self._say(origin, notice(FORM_LATE))

    async def _publish_home(self, origin: Origin, card: Card) -> None:
        await self._call("views.publish", {"user_id": origin.user_id, "view": render_home(card)})

    async def _update_modal(self, origin: Origin, card: Card) -> None:
        if not await self._call(
            "views.update", {"view_id": origin.view_id, "view": notice_view(card)}
        ):
            await self._say(origin, card)

    async def _call(self, method: str, arguments: Payload) -> bool:
        """Call a method for what is seen at once; whether it did. Never repeated."""
        try:
            await self._client.api_call(method, json=arguments)
        except SlackApiError as error:
            log.warning("%s failed: %s", method, slack_code(error))
            return False
        except NETWORK_ERRORS as error:
            log.warning("%s failed: %s", method, type(error).__name__)
            return False
        return True

    async def _whisper(self, origin: Origin, message: Message) -> bool:
        """Show the message in the conversation to the person alone."""
        if not origin.conversation:
            return False
        return await self._call(
            "chat.postEphemeral",
            {
                "channel": origin.conversation,
                "user": origin.user_id,
                "text": message.text,
                "blocks": message.blocks,
                **({"thread_ts": origin.thread} if origin.thread else {}),
            },
        )

    async def _respond(self, origin: Origin, message: Message, body: Payload) -> bool:
        """Answer at the response address, whether or not we are in the conversation."""
        if not origin.response_url:
            return False
        webhook = AsyncWebhookClient(
            origin.response_url,
            session=self._client.session,
            timeout=self._client.timeout,
            logger=library_logger(),
            retry_handlers=[],
        )
        thread = {"thread_ts": origin.thread} if origin.thread else {}
        said = {"text": message.text, "blocks": message.blocks, "unfurl_links": False}
        try:
            response = await webhook.send_dict(body | said | {"unfurl_media": False} | thread)
        except NETWORK_ERRORS as error:
            log.warning("A response address failed: %s", type(error).__name__)
            return False
        return response.status_code == OK


def _what_to_mend(answer: Invalid) -> Card:
    points = tuple((Text(error),) for error in answer.errors.values())
    return Card(text=NOT_KEPT, elements=(words(NOT_KEPT), Bullets(points)))
