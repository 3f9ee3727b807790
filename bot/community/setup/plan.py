"""What a set-up says there should be, whether it was read from a file or from the sample."""

from dataclasses import dataclass

from bot.community.models import Purpose, Role


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammePlan:
    """A programme; `past` once it has ended."""

    slug: str
    name: str
    past: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CommunityPlan:
    """A community of interest; `programme` is a slug.

    `two_approve` and `releases_replies` None: as it was set in chat.
    """

    slug: str
    name: str
    programme: str
    two_approve: bool | None = None
    releases_replies: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HubPlan:
    """A hub; `programme` is a slug. Two programmes may use the same hub slug."""

    slug: str
    name: str
    programme: str

    @property
    def key(self) -> tuple[str, str]:
        """Return the programme's slug and the hub's own."""
        return self.programme, self.slug


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelPlan:
    """A conversation, by the platform's own ids, and what it is for."""

    platform: str
    tenant: str
    conversation: str
    name: str
    community: str
    purpose: Purpose
    capture: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountPlan:
    """A person's account on one platform."""

    platform: str
    tenant: str
    user_id: str
    email: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what makes the account unique."""
        return self.platform, self.tenant, self.user_id


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonPlan:
    """A person: `hub` is a hub's key, `roles` are (community slug, role) pairs.

    `helps`: they agreed to be named to those who ask; `pairs`: to be paired each month. From then
    on it is their own switch.
    """

    name: str
    accounts: tuple[AccountPlan, ...]
    hub: tuple[str, str] | None = None
    roles: tuple[tuple[str, Role], ...] = ()
    helps: bool = False
    pairs: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Setup:
    """All that a set-up says."""

    programmes: tuple[ProgrammePlan, ...] = ()
    communities: tuple[CommunityPlan, ...] = ()
    hubs: tuple[HubPlan, ...] = ()
    channels: tuple[ChannelPlan, ...] = ()
    people: tuple[PersonPlan, ...] = ()
