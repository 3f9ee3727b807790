"""Setting a channel up: its form, what is said when it is saved, and the welcome."""

from collections.abc import Sequence

from bot.cards import Card, ChoiceField, Facts, Form, Option, TextField, notice, words
from bot.community.cards.help import PURPOSES
from bot.community.models import Channel, Community, Programme, Purpose

FORM = "community.set_up"
NEW = "new"
_PURPOSE_HINTS = {
    Purpose.COMMUNITY: "Where members talk. It can be captured.",
    Purpose.FACILITATORS: "Where drafts come for approval.",
    Purpose.CENTRAL: "Where approved summaries are posted for the department.",
}


def set_up_form(
    programmes: Sequence[Programme],
    communities: Sequence[Community],
    channel: Channel | None,
    name: str,
) -> Form:
    """Return the form for a channel, filled in with what it is now. `name` is carried along."""
    community = channel.community if channel else None
    return Form(
        form=FORM,
        title="Set up this channel",
        context=name[:200],
        fields=(
            ChoiceField(
                name="programme",
                label="Programme",
                options=(
                    *(Option(str(one.id), one.name) for one in programmes),
                    Option(NEW, "A new programme"),
                ),
                value=_chosen(programmes, community.programme_id if community else None),
            ),
            TextField(
                name="programme_name",
                label="Name of the new programme",
                hint="Only for a new programme, as in “Fostering Recruitment Support Hubs”.",
                required=False,
                max_length=100,
            ),
            ChoiceField(
                name="community",
                label="Community of interest",
                hint="Whose talk is grouped and summarised together.",
                options=(
                    *(
                        Option(str(one.id), f"{one.name} ({one.programme.name})")
                        for one in communities
                    ),
                    Option(NEW, "A new community"),
                ),
                value=_chosen(communities, community.id if community else None),
            ),
            TextField(
                name="community_name",
                label="Name of the new community",
                hint="Only for a new community, as in “Hub leads”.",
                required=False,
                max_length=100,
            ),
            ChoiceField(
                name="purpose",
                label="What this channel is for",
                options=tuple(
                    Option(purpose, PURPOSES[purpose], hint)
                    for purpose, hint in _PURPOSE_HINTS.items()
                ),
                value=channel.purpose if channel else Purpose.COMMUNITY,
            ),
            ChoiceField(
                name="capture",
                label="Capture what is said here",
                hint="Only in community channels. I tell the channel when you switch it on.",
                options=(Option("off", "Off"), Option("on", "On")),
                value="on" if channel and channel.capture else "off",
            ),
        ),
    )


def _chosen(options: Sequence[Programme] | Sequence[Community], now: int | None) -> str:
    """Return what is chosen at first: what it is now, else the only one, else a new one."""
    ids = [one.id for one in options]
    if now in ids:
        return str(now)
    return str(ids[0]) if len(ids) == 1 else NEW


def saved_card(channel: Channel, told: bool, moved_from: str) -> Card:
    """Return what was saved; `told` says that the channel was told about capture just now."""
    capture = "On" if channel.capture else "Off"
    card_words = [
        Facts(
            (
                ("Programme", channel.community.programme.name),
                ("Community", channel.community.name),
                ("Purpose", PURPOSES[channel.purpose]),
                ("Capture", capture),
            )
        )
    ]
    notes = []
    if told:
        notes.append("I am telling the channel what I keep, why, who sees it and how to stop me.")
    if moved_from:
        notes.append(f"What was kept before stays with {moved_from}.")
    return Card(
        text=f"This channel is set up. Capture: {capture.lower()}.",
        title="This channel is set up",
        elements=(*card_words, *(words(note) for note in notes)),
    )


def welcome_card(command: str) -> Card:
    """Return what is said in a channel that is not set up yet."""
    return notice(
        "Hello. I am Common Thread. I keep nothing here yet. A facilitator or an administrator can"
        f" type {command} and choose “Set up this channel” to say what it is for."
    )


def greeting_card(mydata: str) -> Card:
    """Return the two lines that a person reads when a chat with us begins."""
    first = (
        "Hello. I am Common Thread. I keep questions, challenges, answers and lessons from channels"
        " where capture is on, and what you give me with a command; nothing else from this chat."
    )
    return _two_lines(first, f"To see what is kept about you, or to stop it, type {mydata} here.")


def newcomer_card(channel: Channel, mydata: str) -> Card:
    """Return the two lines that a person reads who joined a channel that is captured."""
    name = f"#{channel.name}" if channel.name else "The channel that you joined"
    first = (
        f"{name} is captured: I keep what is said there for {channel.community.name}, with author"
        " and hub, after personal details are taken out."
    )
    stop = f"To see what is kept about you, or to stop it for yourself, type {mydata}."
    return _two_lines(first, stop)


def _two_lines(first: str, second: str) -> Card:
    return Card(text=f"{first} {second}", elements=(words(first), words(second)))
