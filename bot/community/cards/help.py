"""Help: what the bot does, every command, what is kept and how to stop it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import (
    Actions,
    Bullets,
    Button,
    Card,
    Element,
    Facts,
    Heading,
    Text,
    notice,
    words,
)
from bot.community.cards.typing import how_to_type
from bot.community.linking.cards import link_button
from bot.community.models import Channel, Purpose

SET_UP, PEOPLE, HUBS = "community.set_up", "community.people", "community.hubs"
PURPOSES = {
    Purpose.COMMUNITY: "Community",
    Purpose.FACILITATORS: "Facilitators",
    Purpose.CENTRAL: "Central government",
}
WHAT = (
    "I remember what hubs find out. I keep the questions, challenges and lessons of this community,"
    " group those that recur into themes, bring earlier answers back when somebody asks, and draft"
    " summaries for central government that a facilitator approves."
)
KEPT = (
    "Messages in channels where capture is on, and what you tell me with a command. Personal"
    " details such as names of children, phone numbers and addresses are taken out first.",
    "Members and facilitators of the community see them. Central government sees only approved"
    " summaries, without names of people or hubs.",
    "To see what is kept about you, stop it for yourself or be forgotten, use {mydata}.",
    "To leave out one message, choose “Don't keep this” from its menu.",
)
OTHER_ACCOUNT = (
    "Do you use me on another chat platform too? Link your accounts, and you count as one person"
    " with the roles of both."
)


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command as it is typed, with what it does."""

    typed: str
    does: str


def help_card(
    commands: Sequence[CommandLine],
    mydata: str,
    channel: Channel | None,
    *,
    curates: bool,
    hint: str,
    platform: str,
) -> Card:
    """Return the help card; `hint` says what to do when nobody can set anything up yet."""
    elements: list[Element] = [words(WHAT), Heading("What you can type")]
    elements.append(
        Bullets(tuple((Text(c.typed, strong=True), Text(f" {c.does}")) for c in commands))
    )
    if how_to_type(platform):
        elements.append(words(how_to_type(platform)))
    elements.append(Heading("What is kept, and how to stop it"))
    elements.append(Bullets(tuple((Text(line.format(mydata=mydata)),) for line in KEPT)))
    elements += [words(OTHER_ACCOUNT), Actions((link_button(),))]
    elements += _here(channel)
    if hint:
        elements.append(words(hint, strong=True))
    if curates:
        elements.append(
            Actions(
                (
                    Button("Set up this channel", SET_UP, style="primary", opens_form=True),
                    Button("People and roles", PEOPLE, opens_form=True),
                    Button("Hubs", HUBS, opens_form=True),
                )
            )
        )
    return Card(
        text=f"Common Thread: help. {WHAT}", title="Common Thread", elements=tuple(elements)
    )


def _here(channel: Channel | None) -> list[Element]:
    if channel is None:
        return [words("This conversation is not set up. Nothing is captured here.", quiet=True)]
    return [
        Heading("This channel"),
        Facts(
            (
                ("Programme", channel.community.programme.name),
                ("Community", channel.community.name),
                ("Purpose", PURPOSES[channel.purpose]),
                ("Capture", "On" if channel.capture else "Off"),
            )
        ),
    ]


def first_administrator(user_id: str) -> str:
    """Return what to do when nobody may set anything up."""
    return (
        "Nobody can set Common Thread up yet. Ask whoever installed it to set"
        f" COMMONTHREAD_ADMINISTRATORS={user_id} and start it again; you can then set it up."
    )


def refused() -> Card:
    """Return what somebody is told who may not set things up."""
    return notice(
        "Only facilitators and administrators of this community can do this. Nothing was changed."
        " Ask one of them."
    )


def not_here(command: str) -> Card:
    """Return what to do instead of setting a private conversation up."""
    return notice(f"This works in a channel. Type {command} in the channel you want to set up.")


def not_set_up(command: str) -> Card:
    """Return what to do where no community is meant."""
    return notice(f"Which community? Type {command} in one of its channels.")
