"""People as others are told of them, and who may be introduced in a community at all."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.community.models import Membership, Person, Role

FELLOWS = (Role.MEMBER, Role.FACILITATOR, Role.ADMINISTRATOR)
"""Officials never see what members write to each other, so nobody introduces them to it."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person by name and hub; the hub is empty when they have none."""

    name: str
    hub: str = ""

    def __str__(self) -> str:
        return f"{self.name} of {self.hub}" if self.hub else self.name


def who(person: Person) -> Who:
    """Return a person as others are told of them."""
    return Who(person.name or "A member", person.hub.name if person.hub else "")


def fellows_among(
    session: Session, person_ids: Collection[int], communities: Collection[int]
) -> set[int]:
    """Return those who may see what the members of one of these communities write."""
    return set(
        session.scalars(
            select(Membership.person_id).where(
                Membership.person_id.in_(person_ids),
                Membership.community_id.in_(communities),
                Membership.role.in_(FELLOWS),
            )
        )
    )
