"""What a digest looks like, and what its reader sees and fills in about when it comes. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.cards import (
    Actions,
    Button,
    Card,
    ChoiceField,
    Divider,
    Element,
    Form,
    Heading,
    Option,
    Paragraph,
    Text,
    TextField,
    words,
)
from bot.digests.letters.composing import Letter, Section
from bot.digests.letters.timing import Rhythm
from bot.schedules.calendar import Weekday
from bot.words import count, day, listed

CHANGE, PREVIEW = "digest_change", "digest_preview"
FORM = "digest"
WANTED, WEEKDAY, AT, ZONE, PAUSED = "wanted", "weekday", "at", "zone", "paused"
ON, OFF = "on", "off"
TITLE = "Your weekly digest"
NOTHING = "There is nothing new for you this week, so no digest would be sent."
CHANNEL_QUESTIONS = "Questions waiting for an answer"
_COUNTED = {
    str(Section.ANSWERS): ("reply to you", "replies to you"),
    str(Section.REPLIES): ("reply from the department", "replies from the department"),
    str(Section.QUESTIONS): ("question waiting", "questions waiting"),
    CHANNEL_QUESTIONS: ("question waiting", "questions waiting"),
    str(Section.THEMES): ("theme on the move", "themes on the move"),
    str(Section.LESSONS): ("new lesson", "new lessons"),
    str(Section.PEOPLE): ("person to talk to", "people to talk to"),
}
"""What each part holds, by its heading."""
Part = tuple[str, list[tuple[Element, ...]]]
"""A heading with its items."""


@dataclass(frozen=True, slots=True)
class Address:
    """Whose digest it is: a person's or, by its name, a channel's; and of which communities.

    `value` says the same to the buttons: "person", or "channel:3".
    """

    communities: str
    value: str = "person"
    channel: str = ""

    @property
    def whose(self) -> str:
        """Return whose digest it is, as its reader is told."""
        return f"The weekly digest of {self.channel}" if self.channel else TITLE


def digest_card(letter: Letter, address: Address, on: date) -> Card:
    """Return a digest that has something to tell, as it is sent for a day."""
    lead = f"{address.communities}, week to {day(on)}: "
    parts = [
        (_heading(section, address), [item.elements for item in items])
        for section, items in letter.sections
    ]
    return _card(address.whose, lead, parts, _end(address))


def without_items(card: Card, places: Collection[int]) -> Card | None:
    """Return a digest without the items at these places, counted from 0; None: none is left."""
    first = card.elements[0]
    lead = first.runs[0].text if isinstance(first, Paragraph) else ""
    parts: list[Part] = []
    item: list[Element] = []
    place = 0
    for element in card.elements[1:]:
        match element:
            case Heading():
                parts.append((element.text, []))
            case Divider():
                if place not in places:
                    parts[-1][1].append(tuple(item))
                place, item = place + 1, []
            case _:
                item.append(element)
    left = [part for part in parts if part[1]]
    return _card(card.title, lead, left, tuple(item)) if left else None


def _card(title: str, lead: str, parts: Sequence[Part], end: tuple[Element, ...]) -> Card:
    """Return the card: a lead, the parts with a line after each item, and the end."""
    told = listed([count(len(items), *_COUNTED[heading]) for heading, items in parts])
    things = count(sum(len(items) for _, items in parts), "thing")
    said = f"{things}, two minutes to read at most."
    elements: list[Element] = [Paragraph((Text(lead), Text(said)))]
    for heading, items in parts:
        elements.append(Heading(heading))
        for item in items:
            elements += [*item, Divider()]
    return Card(text=f"{title}: {told}.", title=title, elements=(*elements, *end))


def _heading(section: Section, address: Address) -> str:
    asks = section is Section.QUESTIONS and address.channel
    return CHANNEL_QUESTIONS if asks else str(section)


def _end(address: Address) -> tuple[Element, ...]:
    said = "It comes once a week, only when there is something new. Nothing is told twice."
    change = Button("Day, time or pause", CHANGE, address.value, opens_form=True)
    return words(said, quiet=True), Actions((change,))


def empty_card(address: Address, on: date) -> Card:
    """Say, to who looked, that there is nothing to tell."""
    lead = f"{address.communities}, week to {day(on)}."
    return Card(
        text=f"{address.whose}. {NOTHING}",
        title=address.whose,
        elements=(words(lead), words(NOTHING), *_end(address)),
    )


def preview_card(shown: Card, following: str, channel_value: str = "") -> Card:
    """Return a digest as shown to who asks for it, with when it comes.

    `channel_value` puts a button below for a facilitator, to look at a channel's.
    """
    here = (
        (Actions((Button("This channel's digest", PREVIEW, channel_value),)),)
        if channel_value
        else ()
    )
    lead = words(f"A preview, for you only. {following}", strong=True)
    return Card(
        text=f"A preview. {shown.text}",
        title=shown.title,
        elements=(
            lead,
            Divider(),
            *shown.elements,
            *here,
        ),
    )


def when_words(rhythm: Rhythm, following: datetime | None) -> str:
    """Say when the digest comes next."""
    if following is None:
        return "It is switched off."
    comes = f"{following:%A} {day(following)} at {following:%H:%M} ({zone_words(str(rhythm.zone))})"
    return f"The next one comes on {comes}."


def settings_form(rhythm: Rhythm, address: Address, zones: tuple[str, ...], today: date) -> Form:
    """Return the form about when a digest comes."""
    paused = rhythm.paused_until
    still = paused.isoformat() if paused and paused > today else ""
    where = f"in {address.channel}" if address.channel else "by direct message"
    return Form(
        form=FORM,
        title="Weekly digest",
        context=address.value,
        fields=(
            ChoiceField(
                WANTED,
                f"A digest {where}",
                (
                    Option(ON, "On: once a week, when there is something new"),
                    Option(OFF, "Off"),
                ),
                value=ON if rhythm.wanted else OFF,
            ),
            ChoiceField(
                WEEKDAY,
                "Day",
                tuple(Option(str(one), str(one).capitalize()) for one in Weekday),
                value=str(rhythm.weekday),
            ),
            TextField(
                AT,
                "Time",
                hint="Like 09:00. It comes within the hour; on a bank holiday, the next morning.",
                value=f"{rhythm.at:%H:%M}",
                max_length=5,
            ),
            ChoiceField(
                ZONE,
                "Time zone",
                tuple(Option(one, zone_words(one)) for one in zones),
                value=str(rhythm.zone),
            ),
            TextField(
                PAUSED,
                "Pause until",
                hint="The day on which it may come again, like 2026-12-24. Empty: no pause.",
                value=still,
                required=False,
                max_length=10,
            ),
        ),
    )


def zone_words(zone: str) -> str:
    """Return a time zone as people say it."""
    if zone == "Europe/London":
        return "UK time"
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"
