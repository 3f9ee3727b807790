"""Takes personal data out of a text at the door, before anything is stored.

`redact(text)` is pure and uses the standard library only. Structured data (numbers, addresses,
dates of birth) is found by its form, names by their words and by what stands around them.
"""

from bot.capture.redaction.findings import Finding, Kind, Redacted
from bot.capture.redaction.redact import redact

__all__ = ["Finding", "Kind", "Redacted", "redact"]
