"""Answers "People and roles" and "Hubs", for those who look after the community."""

from bot.cards import Answer, Ask, Invalid, Say, notice
from bot.community.caller import community_of, ensure_person
from bot.community.cards.help import HUBS, PEOPLE, not_set_up, refused
from bot.community.cards.people import FORM, HUBS_FORM, KEEP, NONE, ROLES, hubs_form, people_form
from bot.community.models import Community, Hub, Person, Role
from bot.community.names import Names
from bot.community.service.consent import set_hub_capture
from bot.community.service.people import (
    ensure_hub,
    hubs_of,
    people_seen,
    roles_of,
    set_hub,
    set_role,
)
from bot.events import ButtonPressed, FormSubmitted
from bot.router import Router, Turn


def register(router: Router, names: Names) -> None:
    """Answer the buttons and the forms."""

    def ask_people(turn: Turn, pressed: ButtonPressed) -> Answer:
        community = community_of(turn.unit, turn.caller)
        if community is None:
            return Say(not_set_up(names.typed("commonthread", pressed.where.platform)))
        return _people(turn, community)

    def ask_hubs(turn: Turn, pressed: ButtonPressed) -> Answer:
        community = community_of(turn.unit, turn.caller)
        if community is None:
            return Say(not_set_up(names.typed("commonthread", pressed.where.platform)))
        return _hubs(turn, community)

    router.button(PEOPLE, ask_people, reads=True)
    router.button(HUBS, ask_hubs, reads=True)
    router.forms[FORM] = _save_person
    router.forms[HUBS_FORM] = _save_hubs


def _people(turn: Turn, community: Community) -> Answer:
    if not turn.caller.facilitates(community.id):
        return Say(refused())
    people = people_seen(turn.unit, community.id)
    if not people:
        return Say(notice(f"Nobody has been seen in {community.name} yet."))
    hubs = hubs_of(turn.unit, community.programme_id)
    return Ask(people_form(community, people, hubs, _roles_to_give(turn, community)))


def _hubs(turn: Turn, community: Community) -> Answer:
    if not turn.caller.facilitates(community.id):
        return Say(refused())
    hubs = hubs_of(turn.unit, community.programme_id)
    if not hubs:
        return Say(notice("There are no hubs yet. Add one under “People and roles”."))
    return Ask(hubs_form(community, hubs))


def _roles_to_give(turn: Turn, community: Community) -> list[Role]:
    """Return the roles that the caller may give: only administrators make administrators."""
    above = turn.caller.has(community.id, Role.ADMINISTRATOR)
    return [role for role in ROLES if above or role is not Role.ADMINISTRATOR]


def _of_form(turn: Turn, sent: FormSubmitted) -> Community | None:
    """Return the community a form was for, if the caller looks after it."""
    known = sent.context.isdecimal() and len(sent.context) < 10
    community = turn.unit.session.get(Community, int(sent.context)) if known else None
    if community is None or not turn.caller.facilitates(community.id):
        return None
    return community


def _save_person(turn: Turn, sent: FormSubmitted) -> Answer:
    community = _of_form(turn, sent)
    if community is None:
        return Say(refused())
    seen = {str(person.id): person for person in people_seen(turn.unit, community.id)}
    person = seen.get(sent.text("person"))
    if person is None:
        return Invalid({"person": "Choose somebody from the list."})
    errors = _errors(turn, community, person, sent)
    if errors:
        return Invalid(errors)
    _apply(turn, community, person, sent)
    hub = person.hub.name if person.hub else "no hub"
    roles = [ROLES[role][0].lower() for role in roles_of(turn.unit, person.id, community.id)]
    held = ", ".join(roles) or "no role"
    return Say(notice(f"{person.name} now has in {community.name}: {held}. Hub: {hub}."))


def _errors(
    turn: Turn, community: Community, person: Person, sent: FormSubmitted
) -> dict[str, str]:
    errors = {}
    role, hub = sent.text("role"), sent.text("hub")
    giveable = _roles_to_give(turn, community)
    if role not in {KEEP, NONE, *giveable}:
        errors["role"] = "Choose one of the roles in the list."
    protected = Role.ADMINISTRATOR in roles_of(turn.unit, person.id, community.id)
    if role != KEEP and protected and Role.ADMINISTRATOR not in giveable:
        errors["role"] = "Only an administrator can change an administrator's role."
    if hub not in {KEEP, NONE, *_hub_ids(turn, community)}:
        errors["hub"] = "Choose one of the hubs in the list."
    if hub != KEEP and sent.text("hub_name"):
        errors["hub_name"] = "Choose a hub above or name a new one, not both."
    return errors


def _hub_ids(turn: Turn, community: Community) -> dict[str, Hub]:
    return {str(hub.id): hub for hub in hubs_of(turn.unit, community.programme_id)}


def _apply(turn: Turn, community: Community, person: Person, sent: FormSubmitted) -> None:
    by = ensure_person(turn.unit, turn.caller.who)
    role, hub, name = sent.text("role"), sent.text("hub"), sent.text("hub_name")
    if role != KEEP:
        new = None if role == NONE else Role(role)
        set_role(turn.unit, person, community, new, by=by, now=turn.now)
    if name:
        added = ensure_hub(turn.unit, community.programme_id, name[:100])
        set_hub(turn.unit, person, added, by=by, now=turn.now)
    elif hub != KEEP:
        chosen = _hub_ids(turn, community).get(hub)
        set_hub(turn.unit, person, chosen, by=by, now=turn.now)


def _save_hubs(turn: Turn, sent: FormSubmitted) -> Answer:
    community = _of_form(turn, sent)
    if community is None:
        return Say(refused())
    by = ensure_person(turn.unit, turn.caller.who)
    off = set(sent.chosen("off"))
    hubs = hubs_of(turn.unit, community.programme_id)
    for hub in hubs:
        set_hub_capture(turn.unit, hub, str(hub.id) not in off, by=by, now=turn.now)
    named = ", ".join(hub.name for hub in hubs if hub.capture_off) or "none"
    return Say(notice(f"Saved. Hubs that are not captured: {named}."))
