"""Answers /guide, its stages and addresses; each press checks again who may read as whom."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.cards import Answer, Card, Replace, Say
from bot.community.caller import ensure_person
from bot.community.checks import Refused, kindly, the_community
from bot.community.models import Community
from bot.events import ButtonPressed, CommandGiven
from bot.lessons.guide import cards, curating
from bot.lessons.guide.document import Guide, Reader
from bot.lessons.guide.keys import VALID, make_key
from bot.lessons.guide.pages import address_of
from bot.lessons.guide.rights import readers_for
from bot.lessons.guide.service import guide_for, lag, latest
from bot.router import Router, Turn
from bot.words import number_in

NOT_YOURS = (
    "The guide of {name} is for its members and the department."
    " Ask a facilitator to add you with /commonthread."
)
STALE = "That button is from an older message and no longer works. Please type /guide again."
NO_ADDRESS = (
    "This service has no public address yet, so I can't give you a link. Read it here, or ask your"
    " administrator to set COMMONTHREAD_PUBLIC_URL."
)


@dataclass(frozen=True, slots=True)
class Guides:
    """The handlers; `public_url` is where browsers reach this service, empty when nowhere."""

    zone: ZoneInfo
    public_url: str

    def guide(self, turn: Turn, given: CommandGiven) -> Answer:
        """Answer /guide with its contents."""
        community = the_community(turn.unit, turn.caller)
        return Say(contents(turn, community, _readers(turn, community)[0]))

    def contents(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Go back to the contents, or read as somebody else."""
        community, reader, _ = _asked(turn, given.value)
        return Replace(contents(turn, community, reader))

    def stage(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Open a page of a stage."""
        community, reader, rest = _asked(turn, given.value)
        key, _, page = rest.partition(":")
        guide = guide_for(turn.unit.session, community, reader)
        stages = guide.stages if guide else ()
        stage = next((one for one in stages if one.key == key), None)
        if guide is None or stage is None:
            return Replace(contents(turn, community, reader))
        return Replace(cards.stage_card(guide, stage, community.id, number_in(page)))

    def open(self, turn: Turn, given: ButtonPressed) -> Answer:
        """Give the person addresses of their own to read and download by."""
        community, reader, _ = _asked(turn, given.value)
        if not self.public_url:
            raise Refused(NO_ADDRESS)
        person = ensure_person(turn.unit, turn.caller.who)
        key = make_key(turn.unit, person, community.id, reader, turn.now)
        return Say(cards.addresses_card(reader, address_of(self.public_url, key), VALID.days))


def contents(turn: Turn, community: Community, reader: Reader) -> Card:
    """Return the contents as a reader may see them."""
    session = turn.unit.session
    version = latest(session, community.id)
    guide: Guide | None = guide_for(session, community, reader)
    curates = turn.caller.facilitates(community.id)
    around = cards.Around(
        community.id,
        readers_for(turn.caller, community.id),
        curates=curates,
        lag=lag(session, community.id),
        published=version is not None and version.published_at is not None,
    )
    return cards.contents_card(guide, around)


def _readers(turn: Turn, community: Community) -> tuple[Reader, ...]:
    readers = readers_for(turn.caller, community.id)
    if not readers:
        raise Refused(NOT_YOURS.format(name=community.name))
    return readers


def _asked(turn: Turn, value: str) -> tuple[Community, Reader, str]:
    """Return the community, the reader and the rest of a button's value. Raises Refused."""
    key, _, rest = value.partition(":")
    name, _, rest = rest.partition(":")
    community = turn.unit.session.get(Community, number_in(key))
    if community is None or name not in set(Reader):
        raise Refused(STALE)
    if name not in _readers(turn, community):
        raise Refused(NOT_YOURS.format(name=community.name))
    return community, Reader(name), rest


def register(router: Router, *, zone: ZoneInfo, public_url: str) -> None:
    """Register the command, its buttons, and what facilitators do to the guide."""
    guides = Guides(zone, public_url)
    router.command(
        "guide",
        kindly(guides.guide),
        description="Read the guide: what your network has learned",
        reads=True,
    )
    router.button(cards.CONTENTS, kindly(guides.contents), reads=True)
    router.button(cards.STAGE, kindly(guides.stage), reads=True)
    router.button(cards.OPEN, kindly(guides.open))
    curating.register(router, zone=zone, contents=contents)
