"""How each thing of a digest is told: a sentence or a quotation, a link and a button. Pure."""

from dataclasses import dataclass
from datetime import date

from bot.cards import (
    Actions,
    Button,
    Element,
    LinkButton,
    Paragraph,
    Quote,
    Text,
)
from bot.digests.letters.composing import Item
from bot.digests.replies.models import Standing
from bot.introductions.cards.buttons import can_help_button, introduce_button
from bot.introductions.who import Who
from bot.lessons.using.cards import about_button
from bot.questions.same.cards import follow_button
from bot.themes.trend import Trend
from bot.words import count, day, shorten

SHOWN = 180
"""Characters of a message that are quoted: enough to know whether to open it."""
REMINDED = 90
ANSWERED = "digest_answered"
OPEN = "Open the conversation"
STANDINGS = {
    Standing.ACKNOWLEDGED: "The department has seen it",
    Standing.ANSWERED: "The department answered",
    Standing.DOING: "The department is doing something about it",
    Standing.NOT_DOING: "The department will not do this",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A message as its fellow members see it; who said it is empty where that is not told."""

    id: int
    words: str
    person: str
    hub: str
    on: date
    link: str | None

    @property
    def source(self) -> str:
        """Return who said it, and when."""
        return ", ".join(part for part in (self.person, self.hub, day(self.on)) if part)


def question_item(one: Said) -> Item:
    """Tell of a question that waits for an answer."""
    return Item(
        f"question:{one.id}",
        (
            Quote(shorten(one.words, SHOWN), source=one.source),
            *_link(one.link),
            Actions((can_help_button(one.id), follow_button(one.id))),
        ),
    )


def answer_item(question: Said, reply: Said, replies: int) -> Item:
    """Tell the asker of the newest of so many replies to a question of theirs."""
    more = f" {count(replies, 'new reply', 'new replies')}, the latest:" if replies > 1 else ""
    asked = Paragraph((Text(f"You asked: “{shorten(question.words, REMINDED)}”{more}"),))
    return Item(
        f"answer:{question.id}:{reply.id}",
        (
            asked,
            Quote(shorten(reply.words, SHOWN), source=reply.source),
            *_link(reply.link),
            Actions((Button("This answered it", ANSWERED, f"{question.id} {reply.id}"),)),
        ),
    )


@dataclass(frozen=True, slots=True)
class Replied:
    """What the department replied to an ask, or about a theme (`ask` is then empty).

    `message_id` is the message in which it was asked, if one was.
    """

    id: int
    ask: str
    theme_id: int | None
    theme: str
    says: Standing
    words: str
    by_when: date | None
    on: date
    link: str | None
    message_id: int | None


def reply_item(one: Replied) -> Item:
    """Tell of a reply of the department."""
    about = f"The hubs asked: “{shorten(one.ask, REMINDED)}”" if one.ask else f"On “{one.theme}”."
    when = f", by {day(one.by_when)}" if one.by_when else ""
    lead = Paragraph((Text(f"{about} "), Text(f"{STANDINGS[one.says]}{when}.", strong=True)))
    quoted = (
        (Quote(shorten(one.words, SHOWN), source=f"The department, {day(one.on)}"),)
        if one.words
        else ()
    )
    return Item(
        f"reply:{one.id}",
        (lead, *quoted, *_link(one.link), *_actions(*_theme(one.theme_id))),
        of=f"message:{one.message_id}" if one.message_id else "",
    )


@dataclass(frozen=True, slots=True)
class Moving:
    """A theme that is sure to be new, rising or fading; `lately` are hubs of two weeks.

    `example` is a message that speaks for it.
    """

    id: int
    label: str
    trend: Trend
    lately: int
    before: int
    own: bool
    example: Said | None


def theme_item(one: Moving) -> Item:
    """Tell of a theme that moves."""
    now = f"{count(one.lately, 'hub')} raised it in the last two weeks"
    then = "" if one.trend is Trend.NEW else f", after {one.before} in the two weeks before"
    own = " Your hub is one of them." if one.own else ""
    said = (Text(one.label, strong=True), Text(f": {one.trend}. {now}{then}.{own}"))
    shown: tuple[Element, ...] = (Paragraph(said),)
    if one.example is not None:
        quoted = Quote(shorten(one.example.words, REMINDED), source="One of its messages")
        shown = (*shown, quoted, *_link(one.example.link))
    return Item(
        f"theme:{one.id}:{one.trend}",
        (*shown, *_actions(*_theme(one.id))),
        of=f"message:{one.example.id}" if one.example else "",
    )


@dataclass(frozen=True, slots=True)
class Learned:
    """A lesson as fellow members see it; `message_id` is that of the message it is from."""

    id: int
    message_id: int
    advice: str
    worked: bool
    hub: str
    on: date
    checked: bool
    link: str | None


def lesson_item(one: Learned) -> Item:
    """Tell of a lesson that somebody tagged."""
    source = ", ".join(part for part in (one.hub, day(one.on)) if part)
    found = "It worked" if one.worked else "Learned from what did not work"
    found += ", checked by a facilitator" if one.checked else ""
    return Item(
        f"lesson:{one.message_id}",
        (
            Quote(shorten(one.advice, SHOWN), source=f"{found}. {source}"),
            *_link(one.link),
            Actions((about_button(one.id),)),
        ),
    )


@dataclass(frozen=True, slots=True)
class Knows:
    """Somebody who agreed to be named, and knows of what the reader asked about."""

    person_id: int
    who: Who
    theme_id: int
    theme: str
    gave: str
    about: str
    link: str | None


def person_item(one: Knows) -> Item:
    """Tell of somebody who has been there."""
    why = f" gave {one.gave} on “{one.theme}”, which you asked about."
    return Item(
        f"talk:{one.theme_id}",
        (
            Paragraph((Text(str(one.who), strong=True), Text(why))),
            *_link(one.link, "See what they said"),
            Actions((introduce_button(one.about, one.person_id),)),
        ),
        of=f"person:{one.person_id}",
    )


def _link(link: str | None, label: str = OPEN) -> tuple[Element, ...]:
    return (Paragraph((Text(label, link=link),), quiet=True),) if link else ()


def _theme(theme_id: int | None) -> tuple[Button, ...]:
    return (Button("Open the theme", "theme_open", str(theme_id)),) if theme_id else ()


def _actions(*buttons: Button | LinkButton) -> tuple[Actions, ...]:
    return (Actions(buttons),) if buttons else ()
