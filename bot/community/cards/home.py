"""A person's own page: who they are here, their own switches, what they asked and said."""

from collections.abc import Sequence

from bot.cards import Actions, Card, Element, Facts, Heading, words
from bot.community.cards.consent import capture_button, capture_words
from bot.community.cards.helping import helps_button, helps_fact, helps_words
from bot.community.cards.pairing import pairs_button, pairs_fact, pairs_words
from bot.community.cards.people import ROLES
from bot.community.models import Person, Role
from bot.privacy.cards import kept_list
from bot.privacy.holdings import Kept

CAPTURE_ME, HELPS_ME = "community.capture_me", "community.helps_me"
PAIRS_ME = "community.pairs_me"


def home_card(
    name: str,
    person: Person | None,
    roles: Sequence[tuple[Role, str]],
    latest: Sequence[Kept],
    questions: Sequence[Element] = (),
) -> Card:
    """Return a person's page. `roles` come with their community's name.

    `questions` is the section of their open ones.
    """
    off = person is not None and person.capture_off
    held = ", ".join(f"{ROLES[role][0]} of {community}" for role, community in roles)
    shown = person.name if person and person.name else name
    return Card(
        text=f"Your page. {capture_words(person)}",
        title="Your page",
        elements=(
            Facts(
                (
                    ("Name", shown or "Not known yet"),
                    ("Hub", person.hub.name if person and person.hub else "None"),
                    ("Roles", held or "None yet"),
                    ("Capture of what you say", "Off" if off else "On, in captured channels"),
                    helps_fact(person),
                    pairs_fact(person),
                )
            ),
            words(f"{capture_words(person)} {helps_words(person)} {pairs_words(person)}"),
            *questions,
            Heading("What you said lately"),
            kept_list(latest) if latest else words("Nothing of yours is kept.", quiet=True),
            Actions(
                (
                    capture_button(person, CAPTURE_ME),
                    helps_button(person, HELPS_ME),
                    pairs_button(person, PAIRS_ME),
                )
            ),
        ),
    )
