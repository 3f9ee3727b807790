"""Turns a set-up file into a Setup, or says everything that is wrong with it at once."""

import re
from enum import StrEnum
from typing import TypeVar

from yaml import Node, ScalarNode

from bot.community.models import Purpose, Role
from bot.community.setup.plan import (
    AccountPlan,
    ChannelPlan,
    CommunityPlan,
    HubPlan,
    PersonPlan,
    ProgrammePlan,
    Setup,
)
from bot.community.setup.reading import Entry, Problem, Problems, SetupFileError, read_yaml

SECTIONS = ("programmes", "communities", "hubs", "channels", "people")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")

Key = TypeVar("Key")


class Platform(StrEnum):
    """The platforms that channels and accounts may be on."""

    SLACK = "slack"
    TEAMS = "teams"
    WORKSPACE = "workspace"


def parse_setup(data: bytes) -> Setup:
    """Return what a set-up file says. Raises SetupFileError with every problem."""
    node = read_yaml(data)
    if node is None:
        message = (
            f"The file is empty. Start with “programmes:”; sections are {', '.join(SECTIONS)}."
        )
        raise SetupFileError([Problem(1, 1, message)])
    parser = _Parser()
    setup = parser.setup(Entry(node, "The file", SECTIONS, parser.problems))
    if parser.problems.found:
        raise SetupFileError(parser.problems.found)
    return setup


class _Parser:
    """Reads section after section; what one section names, the later ones may refer to."""

    def __init__(self) -> None:
        self.problems = Problems()
        self._programmes: dict[str, Node] = {}
        self._communities: dict[str, Node] = {}
        self._hubs: dict[tuple[str, str], Node] = {}
        self._channels: dict[tuple[str, str, str], Node] = {}
        self._accounts: dict[tuple[str, str, str], Node] = {}

    def setup(self, top: Entry) -> Setup:
        keys = {
            "programmes": ("slug", "name", "past"),
            "communities": ("slug", "name", "programme", "two_approve", "releases_replies"),
            "hubs": ("slug", "name", "programme"),
            "channels": (
                *("platform", "tenant", "conversation"),
                *("name", "community", "purpose", "capture"),
            ),
            "people": ("name", "hub", "accounts", "roles", "helps", "pairs"),
        }
        names = ("A programme", "A community", "A hub", "A channel", "A person")
        read = {
            section: top.entries(section, what, keys[section])
            for section, what in zip(SECTIONS, names, strict=True)
        }
        return Setup(
            programmes=tuple(self._programme(entry) for entry in read["programmes"]),
            communities=tuple(self._community(entry) for entry in read["communities"]),
            hubs=tuple(self._hub(entry) for entry in read["hubs"]),
            channels=tuple(self._channel(entry) for entry in read["channels"]),
            people=tuple(self._person(entry) for entry in read["people"]),
        )

    def _programme(self, entry: Entry) -> ProgrammePlan:
        slug = self._slug(entry)
        self._once(self._programmes, slug, entry.at("slug"), f"The programme “{slug}”")
        return ProgrammePlan(slug=slug, name=entry.text("name"), past=entry.flag("past"))

    def _community(self, entry: Entry) -> CommunityPlan:
        slug = self._slug(entry)
        self._once(self._communities, slug, entry.at("slug"), f"The community “{slug}”")
        programme = self._known(entry, "programme", self._programmes)
        return CommunityPlan(
            slug=slug,
            name=entry.text("name"),
            programme=programme,
            two_approve=entry.switch("two_approve"),
            releases_replies=entry.switch("releases_replies"),
        )

    def _hub(self, entry: Entry) -> HubPlan:
        slug, programme = self._slug(entry), self._known(entry, "programme", self._programmes)
        self._once(self._hubs, (programme, slug), entry.at("slug"), f"The hub “{slug}”")
        return HubPlan(slug=slug, name=entry.text("name"), programme=programme)

    def _channel(self, entry: Entry) -> ChannelPlan:
        platform = entry.choice("platform", Platform) or ""
        tenant = _as_told(platform, entry.text("tenant"))
        conversation = entry.text("conversation")
        key = (str(platform), tenant, conversation)
        self._once(self._channels, key, entry.at("conversation"), "This channel")
        purpose = entry.choice("purpose", Purpose) or Purpose.COMMUNITY
        capture = entry.flag("capture")
        if capture and purpose is not Purpose.COMMUNITY:
            self.problems.add(
                entry.at("capture"),
                "Messages are captured only in channels of purpose “community”."
                " Set “capture: no” or change the purpose.",
            )
        return ChannelPlan(
            platform=str(platform),
            tenant=tenant,
            conversation=conversation,
            name=entry.text("name"),
            community=self._known(entry, "community", self._communities),
            purpose=purpose,
            capture=capture,
        )

    def _person(self, entry: Entry) -> PersonPlan:
        accounts = entry.entries("accounts", "An account", ("platform", "tenant", "user", "email"))
        if not accounts:
            self.problems.add(entry.node, "A person needs at least one account under “accounts”.")
        return PersonPlan(
            name=entry.text("name"),
            hub=self._hub_of(entry),
            accounts=tuple(self._account(account) for account in accounts),
            roles=tuple(self._roles(entry)),
            helps=entry.flag("helps"),
            pairs=entry.flag("pairs"),
        )

    def _account(self, entry: Entry) -> AccountPlan:
        platform = str(entry.choice("platform", Platform) or "")
        email = entry.text("email", required=False)
        if email and not _EMAIL.fullmatch(email):
            self.problems.add(entry.at("email"), f"“{email}” is not an e-mail address.")
        account = AccountPlan(
            platform=platform,
            tenant=_as_told(platform, entry.text("tenant")),
            user_id=_as_told(platform, entry.text("user")),
            email=email or None,
        )
        self._once(self._accounts, account.key, entry.at("user"), "This account")
        return account

    def _hub_of(self, entry: Entry) -> tuple[str, str] | None:
        written = entry.text("hub", required=False)
        if not written:
            return None
        programme, _, slug = written.rpartition("/")
        fitting = [
            key for key in self._hubs if key[1] == slug and (not programme or key[0] == programme)
        ]
        if not fitting:
            self.problems.add(entry.at("hub"), f"No hub “{written}” is named under “hubs”.")
        elif len(fitting) > 1:
            self.problems.add(
                entry.at("hub"),
                f"Two programmes have a hub “{slug}”. Write which: “{fitting[0][0]}/{slug}”.",
            )
        return fitting[0] if len(fitting) == 1 else None

    def _roles(self, entry: Entry) -> list[tuple[str, Role]]:
        roles: list[tuple[str, Role]] = []
        seen: set[str] = set()
        for key, value in entry.pairs("roles"):
            if key.value not in self._communities:
                self.problems.add(key, _unknown("community", key.value, "communities"))
            elif key.value in seen:
                self.problems.add(key, f"“{key.value}” is given twice. Make a list of its roles.")
            seen.add(key.value)
            roles += [(key.value, role) for role in self._role_list(entry, value)]
        return list(dict.fromkeys(roles))

    def _role_list(self, entry: Entry, node: Node) -> list[Role]:
        written = list(node.value) if isinstance(node.value, list) else [node]
        found: list[Role] = []
        for one in written:
            if not isinstance(one, ScalarNode):
                self.problems.add(node, f"A role is one of: {', '.join(Role)}.")
            elif role := entry.chosen(one, one.value, Role):
                found.append(role)
        return found

    def _slug(self, entry: Entry) -> str:
        slug = entry.text("slug")
        if slug and not _SLUG.fullmatch(slug):
            self.problems.add(
                entry.at("slug"),
                f"“{slug}” can't be a slug. Use small letters, digits and hyphens: “fen-wash”.",
            )
        return slug

    def _known(self, entry: Entry, name: str, among: dict[str, Node]) -> str:
        slug = entry.text(name)
        if slug and slug not in among:
            section = "programmes" if name == "programme" else "communities"
            self.problems.add(entry.at(name), _unknown(name, slug, section))
        return slug

    def _once(self, seen: dict[Key, Node], key: Key, at: Node, what: str) -> None:
        parts = key if isinstance(key, tuple) else (key,)
        if not all(parts):
            return  # what is missing has been noted already
        if key in seen:
            line = seen[key].start_mark.line + 1
            self.problems.add(at, f"{what} is given twice: first on line {line}. Keep one of them.")
        seen.setdefault(key, at)


def _as_told(platform: str, identity: str) -> str:
    """Return an id as the platform's events tell it: Microsoft's GUIDs come in small letters."""
    return (
        identity.lower() if platform == Platform.TEAMS and _GUID.fullmatch(identity) else identity
    )


def _unknown(what: str, slug: str, section: str) -> str:
    return f"No {what} “{slug}” is named under “{section}”. Add it there or correct the slug."
