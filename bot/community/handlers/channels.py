"""Answers "Set up this channel": shows its form, checks who sent it and what they chose."""

from dataclasses import dataclass

from bot.cards import Answer, Ask, Card, Invalid, Say, notice
from bot.community.caller import ensure_person
from bot.community.cards.channels import FORM, NEW, saved_card, set_up_form
from bot.community.cards.help import SET_UP, not_here, refused
from bot.community.handlers.help import hint
from bot.community.models import Community, Programme, Purpose
from bot.community.names import Names
from bot.community.service.channels import (
    ChannelChoice,
    add_community,
    add_programme,
    is_taken,
    set_up_channel,
)
from bot.community.service.rights import curated, curated_programmes, curates_any
from bot.events import ButtonPressed, FormSubmitted, Place
from bot.router import Router, Turn


class _NotValid(Exception):
    """A field can't be taken as it is."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.errors = {name: message}


@dataclass(frozen=True, slots=True)
class _SetUp:
    names: Names
    administrators: frozenset[str]

    def ask(self, turn: Turn, pressed: ButtonPressed) -> Answer:
        """Show the form."""
        if refusal := self._refusal(turn, pressed.where):
            return Say(refusal)
        form = set_up_form(
            curated_programmes(turn.unit, turn.caller),
            curated(turn.unit, turn.caller),
            turn.caller.channel,
            pressed.where.name,
        )
        return Ask(form)

    def save(self, turn: Turn, sent: FormSubmitted) -> Answer:
        """Set the channel up as the form says."""
        if refusal := self._refusal(turn, sent.where):
            return Say(refusal)
        try:
            choice = _choice(turn, sent)
        except _NotValid as error:
            return Invalid(error.errors)
        before = turn.caller.channel
        moved = before is not None and before.community_id != choice.community.id
        moved_from = before.community.name if before is not None and moved else ""
        told = choice.capture and not (before is not None and before.capture)
        by = ensure_person(turn.unit, turn.caller.who)
        channel = set_up_channel(turn.unit, sent.where, sent.context, choice, by, turn.now)
        return Say(saved_card(channel, told, moved_from))

    def _refusal(self, turn: Turn, where: Place) -> Card | None:
        caller, channel = turn.caller, turn.caller.channel
        allowed = caller.facilitates(channel.community_id) if channel else curates_any(caller)
        if not allowed:
            how = hint(turn, self.administrators)
            return notice(how) if how else refused()
        if where.private or not where.conversation:
            return not_here(self.names.typed("commonthread", where.platform))
        return None


def register(router: Router, names: Names, administrators: frozenset[str]) -> None:
    """Answer the button and the form."""
    set_up = _SetUp(names, administrators)
    router.button(SET_UP, set_up.ask, reads=True)
    router.forms[FORM] = set_up.save


def _choice(turn: Turn, sent: FormSubmitted) -> ChannelChoice:
    """Return what was chosen. Raises _NotValid, before anything is added."""
    try:
        purpose = Purpose(sent.text("purpose"))
    except ValueError:
        raise _NotValid("purpose", "Choose what this channel is for.") from None
    capture = sent.text("capture") == "on"
    if capture and purpose is not Purpose.COMMUNITY:
        raise _NotValid("capture", "Only community channels can be captured. Choose “Off”.")
    return ChannelChoice(community=_community(turn, sent), purpose=purpose, capture=capture)


def _community(turn: Turn, sent: FormSubmitted) -> Community:
    if sent.text("community") != NEW:
        return _known_community(turn, sent)
    name = _new_name(turn, sent, "community", Community)
    programme = _programme(turn, sent)
    by = ensure_person(turn.unit, turn.caller.who)
    return add_community(turn.unit, programme, name, by)


def _known_community(turn: Turn, sent: FormSubmitted) -> Community:
    allowed = {str(one.id): one for one in curated(turn.unit, turn.caller)}
    community = allowed.get(sent.text("community"))
    if community is None:
        raise _NotValid("community", "Choose one of the communities you look after.")
    if sent.text("programme") != str(community.programme_id):
        raise _NotValid(
            "programme",
            f"{community.name} belongs to {community.programme.name}. Choose that programme,"
            " or a new community.",
        )
    return community


def _programme(turn: Turn, sent: FormSubmitted) -> Programme:
    if sent.text("programme") != NEW:
        allowed = {str(one.id): one for one in curated_programmes(turn.unit, turn.caller)}
        programme = allowed.get(sent.text("programme"))
        if programme is None:
            raise _NotValid("programme", "Choose one of the programmes you look after.")
        return programme
    return add_programme(turn.unit, _new_name(turn, sent, "programme", Programme))


def _new_name(
    turn: Turn, sent: FormSubmitted, what: str, table: type[Programme] | type[Community]
) -> str:
    name = sent.text(f"{what}_name")[:100]
    if not name:
        raise _NotValid(f"{what}_name", f"Give the new {what} a name.")
    if is_taken(turn.unit, table, name):
        message = f"There is a {what} of this name already. Choose it, or give another name."
        raise _NotValid(f"{what}_name", message)
    return name
