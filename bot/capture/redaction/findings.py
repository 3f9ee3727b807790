"""What redaction finds and what stands in its place."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal data; the value is what stands between the brackets of its marker."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    NHS_NUMBER = "NHS number"
    CASE_NUMBER = "case number"
    POSTCODE = "postcode"
    ADDRESS = "address"
    DATE_OF_BIRTH = "date of birth"
    NATIONAL_INSURANCE = "National Insurance number"
    BANK = "bank details"

    @property
    def marker(self) -> str:
        """The words that take the place of the data."""
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One piece of personal data: half-open `start`, `end` in the original text."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text that may be kept and what was taken out of it, in order, never overlapping."""

    text: str
    found: tuple[Finding, ...] = ()
