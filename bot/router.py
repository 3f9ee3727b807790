"""Who answers what: features register their handlers here, by command, button, form and event.

A handler is given a `Turn` (its unit of work, who asks, the time) and the event; it returns an
answer or None. It never commits: the turn's owner does, once, when the handler has returned.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from bot.cards import Answer
from bot.community.caller import Caller
from bot.events import (
    ButtonPressed,
    ChatEvent,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    InboxEvent,
    Interaction,
    MessageAction,
    MessageActionChosen,
    SearchTyped,
)
from bot.store import UnitOfWork


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handler works with. `now` is the clock's time when the turn began."""

    unit: UnitOfWork
    caller: Caller
    now: datetime


E = TypeVar("E", bound=InboxEvent)
CommandHandler = Callable[[Turn, CommandGiven], Answer | None]
ButtonHandler = Callable[[Turn, ButtonPressed], Answer | None]
FormHandler = Callable[[Turn, FormSubmitted], Answer | None]
ActionHandler = Callable[[Turn, MessageActionChosen], Answer | None]
HomeHandler = Callable[[Turn, HomeOpened], Answer | None]
SearchHandler = Callable[[Turn, SearchTyped], Answer | None]


@dataclass(frozen=True, slots=True)
class Command:
    """A command as people see it: its name, what it does and what to type after it."""

    name: str
    description: str
    usage: str
    handler: CommandHandler
    reads: bool = False


class UnknownInteraction(Exception):
    """Nobody answers this; an old card perhaps."""


@dataclass(slots=True)
class Router:
    """The table of handlers, filled once at the start."""

    commands: dict[str, Command] = field(default_factory=dict)
    buttons: dict[str, ButtonHandler] = field(default_factory=dict)
    forms: dict[str, FormHandler] = field(default_factory=dict)
    actions: dict[MessageAction, ActionHandler] = field(default_factory=dict)
    events: dict[type[ChatEvent], list[Callable[[Turn, InboxEvent], None]]] = field(
        default_factory=dict
    )
    home: HomeHandler | None = None
    search: SearchHandler | None = None
    words: dict[str, CommandHandler] = field(default_factory=dict)
    """What may be typed after /commonthread, in small letters ("desk")."""
    reading: set[str] = field(default_factory=set)

    def command(
        self,
        name: str,
        handler: CommandHandler,
        *,
        description: str,
        usage: str = "",
        reads: bool = False,
    ) -> None:
        """Register a command. `reads`: it changes nothing, so it never waits for a writer."""
        self.commands[name] = Command(name, description, usage, handler, reads)

    def button(self, action: str, handler: ButtonHandler, *, reads: bool = False) -> None:
        """Register a button's action."""
        self.buttons[action] = handler
        if reads:
            self.reading.add(action)

    def only_reads(self, given: Interaction) -> bool:
        """Say whether answering changes nothing."""
        match given:
            case CommandGiven():
                return given.command not in self.commands or self.commands[given.command].reads
            case ButtonPressed():
                return given.action in self.reading
            case HomeOpened() | SearchTyped():
                return True
        return False

    def on(self, event: type[E], handler: Callable[[Turn, E], None]) -> None:
        """Register a handler of a kind of inbox event."""

        def handle(turn: Turn, given: InboxEvent) -> None:
            assert isinstance(given, event)  # noqa: S101 - dispatched by type below
            handler(turn, given)

        self.events[event] = [*self.events.get(event, []), handle]

    def handle(self, turn: Turn, event: InboxEvent) -> None:
        """Give an inbox event to all who registered for it."""
        for handler in self.events.get(type(event), ()):
            handler(turn, event)

    def answer(self, turn: Turn, given: Interaction) -> Answer | None:
        """Give an interaction to the one who answers it. Raises UnknownInteraction."""
        match given:
            case CommandGiven() if given.command in self.commands:
                return self.commands[given.command].handler(turn, given)
            case ButtonPressed() if given.action in self.buttons:
                return self.buttons[given.action](turn, given)
            case FormSubmitted() if given.form in self.forms:
                return self.forms[given.form](turn, given)
            case MessageActionChosen() if given.action in self.actions:
                return self.actions[given.action](turn, given)
            case HomeOpened() if self.home is not None:
                return self.home(turn, given)
            case SearchTyped() if self.search is not None:
                return self.search(turn, given)
        raise UnknownInteraction(type(given).__name__)

    def command_list(self) -> Sequence[Command]:
        """Return the commands in the order they were registered."""
        return tuple(self.commands.values())
