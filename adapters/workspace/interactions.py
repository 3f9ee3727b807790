"""What a person waits for: handed to the application inside the request, answered at once."""

from adapters.workspace import parsing
from adapters.workspace.clock import Movable
from adapters.workspace.model import BOT, Message
from adapters.workspace.parsing import Caller, Link
from adapters.workspace.reading import Unknown
from adapters.workspace.requests import (
    ActionRequest,
    ButtonRequest,
    CommandRequest,
    FormRequest,
    HomeRequest,
    InteractionRequest,
)
from adapters.workspace.state import State
from adapters.workspace.views import View, card_view, form_view
from bot.cards import Answer, Ask, Card, Invalid, Replace, Results, Say, to_json
from bot.events import Interaction
from bot.ports import Receiver

AnyRequest = CommandRequest | ActionRequest | ButtonRequest | FormRequest | HomeRequest


class Interactions:
    """Puts what a person did before the application and its answer before the person."""

    def __init__(self, state: State, receiver: Receiver, clock: Movable, link: Link) -> None:
        self._state = state
        self._receiver = receiver
        self._clock = clock
        self._link = link

    async def handle(self, request: AnyRequest) -> View:
        """Return what the page is to do. Raises Unknown when what it is about is gone."""
        caller = self._caller(request)
        answer = await self._receiver.answer(self._interaction(request, caller))
        return self._view(answer, request, caller)

    def _caller(self, request: InteractionRequest) -> Caller:
        person = self._state.person(request.person)
        channel = self._state.channel(request.channel) if request.channel else None
        if channel is not None and not channel.open_to(person):
            raise Unknown(channel.id)
        if request.thread is not None and not self._state.has_message(request.thread):
            raise Unknown(request.thread)
        return Caller(person, channel, request.thread, self._clock.now())

    def _interaction(self, request: AnyRequest, caller: Caller) -> Interaction:
        match request:
            case CommandRequest():
                return parsing.command(request, caller)
            case ActionRequest():
                return self._action(request, caller)
            case ButtonRequest():
                self._readable(request.message, caller)
                return parsing.button(request, caller)
            case FormRequest():
                return parsing.form(request, caller)
            case HomeRequest():
                return parsing.home(request, caller)

    def _action(self, request: ActionRequest, caller: Caller) -> Interaction:
        message = self._readable(request.message, caller)
        if message is None:
            raise Unknown(request.message)
        author = None if message.author == BOT else self._state.person(message.author)
        channel = self._state.channel(message.channel)
        where = Caller(caller.person, channel, message.thread, caller.at)
        return parsing.action(request, where, message, author, self._link)

    def _readable(self, message_id: str | None, caller: Caller) -> Message | None:
        if message_id is None:
            return None
        message = self._state.standing(message_id)
        seen = self._state.channel(message.channel).open_to(caller.person)
        if not (seen and message.shown_to(caller.person.id)):
            raise Unknown(message_id)
        return message

    def _view(self, answer: Answer | None, request: AnyRequest, caller: Caller) -> View:
        match answer:
            case None | Results():  # nobody searches here but by /find
                return {"answer": "done"}
            case Ask(form=form):
                return {"answer": "ask", "form": form_view(form)}
            case Invalid(errors=errors):
                return {"answer": "invalid", "errors": dict(errors)}
            case Say(card=card):
                return self._say(card, caller)
            case Replace(card=card):
                return self._replace(card, request, caller)

    def _say(self, card: Card, caller: Caller) -> View:
        if caller.channel is None:
            return {"answer": "say", "card": card_view(card)}
        message = self._state.post_card(
            caller.channel.id,
            to_json(card),
            card.text,
            caller.thread,
            caller.at,
            visible_to=caller.person.id,
        )
        return {"answer": "say", "message": message}

    def _replace(self, card: Card, request: AnyRequest, caller: Caller) -> View:
        source = request.message if isinstance(request, ButtonRequest | FormRequest) else None
        if source is not None:
            self._state.replace_card(source, to_json(card), card.text)
            return {"answer": "replace", "message": source}
        if caller.channel is not None:
            return self._say(card, caller)
        return {"answer": "replace", "card": card_view(card)}
