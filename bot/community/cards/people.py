"""People and their roles, and the hubs that are not captured: the forms."""

from collections.abc import Sequence

from bot.cards import ChoiceField, Form, ManyField, Option, TextField
from bot.community.models import Community, Hub, Person, Role

FORM, HUBS_FORM = "community.people", "community.hubs"
KEEP, NONE = "keep", "none"
ROLES = {
    Role.MEMBER: ("Member", "Sees this community's messages, themes and lessons."),
    Role.FACILITATOR: ("Facilitator", "Also curates, approves summaries and sets up channels."),
    Role.OFFICIAL: ("Central government official", "Reads summaries and replies to them."),
    Role.ADMINISTRATOR: ("Administrator", "May do everything in this community."),
}


def people_form(
    community: Community, people: Sequence[Person], hubs: Sequence[Hub], roles: Sequence[Role]
) -> Form:
    """Return the form for one person's role and hub; `roles` are those the caller may give."""
    return Form(
        form=FORM,
        title="People and roles",
        context=str(community.id),
        fields=(
            ChoiceField(
                name="person",
                label=f"Person seen in {community.name}",
                options=tuple(Option(str(person.id), _described(person)) for person in people),
            ),
            ChoiceField(
                name="role",
                label=f"Role in {community.name}",
                hint="It takes the place of any role they have here.",
                options=(
                    Option(KEEP, "Leave as it is"),
                    *(Option(role, *ROLES[role]) for role in roles),
                    Option(NONE, "No role here"),
                ),
                value=KEEP,
            ),
            ChoiceField(
                name="hub",
                label="Hub",
                options=(
                    Option(KEEP, "Leave as it is"),
                    *(Option(str(hub.id), hub.name) for hub in hubs),
                    Option(NONE, "No hub"),
                ),
                value=KEEP,
            ),
            TextField(
                name="hub_name",
                label="Name of a new hub",
                hint="Only for a hub that is not in the list. Leave the choice above as it is.",
                required=False,
                max_length=100,
            ),
        ),
    )


def _described(person: Person) -> str:
    return f"{person.name} ({person.hub.name})" if person.hub else person.name


def hubs_form(community: Community, hubs: Sequence[Hub]) -> Form:
    """Return the form for which hubs of the community's programme are not captured."""
    return Form(
        form=HUBS_FORM,
        title="Hubs",
        context=str(community.id),
        fields=(
            ManyField(
                name="off",
                label="Hubs whose messages are not captured",
                hint="What was kept before stays until the people themselves ask for it to go.",
                options=tuple(Option(str(hub.id), hub.name) for hub in hubs),
                values=tuple(str(hub.id) for hub in hubs if hub.capture_off),
            ),
        ),
    )
