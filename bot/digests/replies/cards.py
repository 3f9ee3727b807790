"""What people see of the department's replies: hubs, contributors, facilitators and officials.

No card here holds what a member wrote: asks are a facilitator's words, labels are fit for
outsiders, and the department's words are its own. Who replied is always "the department".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards import Actions, Button, Card, Element, Heading, Paragraph, Quote, Text, words
from bot.digests.replies.models import AskKind, Standing
from bot.words import count, day

REPLY, FOLLOW, UNFOLLOW = "reply_write", "theme_follow", "theme_unfollow"
ASK_BACK, ASK_ADD = "reply_ask_back", "ask_add"
RELEASE, HOLD = "reply_release", "reply_hold"
BACK_RELEASE, BACK_HOLD = "ask_back_release", "ask_back_hold"
OPEN_REPLY, OPEN_BACK = "reply_open", "ask_back_open"
DEPARTMENT = "The department"
SAID = {
    Standing.OPEN: "No reply yet",
    Standing.ACKNOWLEDGED: "Acknowledged: read, and an answer is to come",
    Standing.ANSWERED: "Answered",
    Standing.DOING: "Doing it",
    Standing.NOT_DOING: "Not doing it",
}
KINDS = {
    AskKind.DECISION: "a decision",
    AskKind.DIRECTION: "a direction",
    AskKind.ADVICE: "advice",
    AskKind.SUPPORT: "support",
    AskKind.INFORMATION: "information",
}
TOOK_PART = "You took part in a conversation about this, so I tell you too."


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What the department said. `about` is an ask's words, or a theme's label (`is_ask` False)."""

    about: str
    is_ask: bool
    says: Standing
    words: str
    by_when: date | None = None
    theme_id: int | None = None


def reply_buttons(kind: str, key: int) -> tuple[Button, ...]:
    """Return what an official can do about a theme or an ask ("theme", 12) in a summary."""
    value = f"{kind}:{key}"
    reply = Button("Reply", REPLY, value, opens_form=True)
    if kind != "theme":
        return (reply,)
    follow = Button("Follow", FOLLOW, value)
    return (reply, follow, Button("Ask the hubs", ASK_BACK, value, opens_form=True))


def theme_buttons(theme_id: int, *, follows: bool) -> tuple[Button, ...]:
    """Return the same for an opened theme, which the reader follows or not."""
    reply, follow, ask = reply_buttons("theme", theme_id)
    stop = Button("Stop following", UNFOLLOW, follow.value)
    return (reply, stop if follows else follow, ask)


def ask_button(value: str) -> Button:
    """Return a facilitator's button to ask the department.

    `value` says of what: "5" a community, "5:7" its draft summary, "message:12", "theme:12".
    """
    return Button("Ask the department", ASK_ADD, value, opens_form=True)


def reply_card(reply: Reply) -> Card:
    """Return the reply as the channels read it in which this was raised."""
    return Card(
        title="The department replied",
        text=_spoken("The department replied", reply),
        elements=(*_told(reply), *_open(reply)),
    )


def contributor_card(reply: Reply) -> Card:
    """Return the reply as somebody reads it in private who wrote about this."""
    return Card(
        title="The department replied",
        text=_spoken("The department replied", reply),
        elements=(*_told(reply), words(TOOK_PART, quiet=True), *_open(reply)),
    )


def follower_card(reply: Reply) -> Card:
    """Return the reply as an official reads it who follows the theme."""
    return Card(
        title="A reply on a theme you follow",
        text=_spoken("The department replied", reply),
        elements=(
            *_told(reply),
            words("The hubs have been told.", quiet=True),
            *_open(reply),
        ),
    )


def to_release_card(reply_id: int, reply: Reply, community: str) -> Card:
    """Return the reply as facilitators read it who have to release it."""
    value = str(reply_id)
    lead = "The hubs have not seen this yet. Release it as it is, or hold it back and say why."
    release = Button(
        "Release", RELEASE, value, style="primary", confirm="Send this reply to the hubs?"
    )
    hold = Button("Hold back", HOLD, value, opens_form=True)
    return Card(
        title=f"A reply to release: {community}",
        text=_spoken("A reply of the department waits for you to release it", reply),
        elements=(words(lead), *_told(reply), Actions((release, hold))),
    )


def released_card(reply: Reply, name: str, on: date) -> Card:
    """Return what stands in the card's place once the reply was released."""
    outcome = f"Released by {name} on {day(on)}. The hubs have been told."
    return Card(
        title="A reply of the department",
        text=_spoken(outcome, reply),
        elements=(words(outcome, strong=True), *_told(reply)),
    )


def held_back_card(about: str, reason: str) -> Card:
    """Return what the official is told whose reply, or question, was held back."""
    lead = f"A facilitator held back what you wrote about “{about}”. The hubs have not seen it."
    after = "You can write it anew: open the theme with /themes, or use the button in the summary."
    return Card(
        title="Held back",
        text=f"{lead} Reason: {reason}",
        elements=(words(lead), words(f"Reason: {reason}"), words(after, quiet=True)),
    )


def question_card(label: str, question: str) -> Card:
    """Return a question of the department as the hubs read it that raised the theme."""
    return Card(
        title="The department asks",
        text=f"The department asks about “{label}”: {question}",
        elements=(
            Paragraph((Text("About: "), Text(label, strong=True))),
            Quote(question, source=DEPARTMENT),
            words("Answer in this thread, as in any conversation here.", quiet=True),
        ),
    )


def question_to_release_card(key: int, label: str, question: str, community: str) -> Card:
    """Return a question of the department as facilitators read it who have to release it."""
    value = str(key)
    release = Button(
        "Release", BACK_RELEASE, value, style="primary", confirm="Send this question to the hubs?"
    )
    return Card(
        title=f"A question to release: {community}",
        text=f"The department wants to ask the hubs about “{label}”: {question}",
        elements=(
            words("It is posted in the channels that raised this theme once you release it."),
            Paragraph((Text("About: "), Text(label, strong=True))),
            Quote(question, source=DEPARTMENT),
            Actions((release, Button("Hold back", BACK_HOLD, value, opens_form=True))),
        ),
    )


def question_released_card(label: str, question: str, name: str, on: date) -> Card:
    """Return what stands in that card's place once the question was released."""
    outcome = f"Released by {name} on {day(on)}. It is posted in the channels that raised this."
    return Card(
        title="A question of the department",
        text=f"{outcome} About “{label}”: {question}",
        elements=(words(outcome, strong=True), Quote(question, source=DEPARTMENT)),
    )


def followed_card(community: str, lines: tuple[tuple[str, str], ...]) -> Card:
    """Return what an official is told of the themes they follow: label and facts of each."""
    number = count(len(lines), "theme")
    told = " ".join(f"{label}: {facts}." for label, facts in lines)
    shown = [Paragraph((Text(label, strong=True), Text(f": {facts}."))) for label, facts in lines]
    return Card(
        title=f"Themes you follow: {community}",
        text=f"The new summary tells of {number} you follow. {told}",
        elements=(
            words(f"The new summary tells of {number} you follow."),
            *shown,
            words("To stop, open the theme with /themes.", quiet=True),
        ),
    )


def replies_elements(replies: Sequence[tuple[Reply, date]]) -> list[Element]:
    """Show on a theme's page what was replied about it, each with its day; nothing if nothing."""
    if not replies:
        return []
    elements: list[Element] = [Heading("What the department replied")]
    for reply, on in replies:
        asked = f"You asked: {reply.about}. " if reply.is_ask else ""
        facts = f"{asked}{facts_of(reply.says, reply.by_when)}, {day(on)}."
        elements.append(Paragraph((Text(facts),)))
        if reply.words:
            elements.append(Quote(reply.words, source=DEPARTMENT))
    return elements


def facts_of(says: Standing, by_when: date | None) -> str:
    """Return in words what a reply says: "Doing it, by 9 October 2026"."""
    return f"{SAID[says]}, by {day(by_when)}" if by_when else SAID[says]


def _told(reply: Reply) -> tuple[Element, ...]:
    lead = "You asked: " if reply.is_ask else "About: "
    said = (Quote(reply.words, source=DEPARTMENT),) if reply.words else ()
    return (
        Paragraph((Text(lead), Text(reply.about, strong=True))),
        words(f"{facts_of(reply.says, reply.by_when)}.", strong=True),
        *said,
    )


def _open(reply: Reply) -> tuple[Element, ...]:
    if reply.theme_id is None:
        return ()
    return (Actions((Button("Open the theme", "theme_open", str(reply.theme_id)),)),)


def _spoken(lead: str, reply: Reply) -> str:
    said = f" {reply.words}" if reply.words else ""
    facts = facts_of(reply.says, reply.by_when)
    return f"{lead}. About “{reply.about}”: {facts}.{said}"
