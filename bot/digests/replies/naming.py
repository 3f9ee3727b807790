"""Whether words speak to the department: they name one of the government's, or ask for something.

Pure.
"""

import re

_NAMES = (
    r"the department\b",
    r"department (?:for|of)\b",
    r"central government\b",
    r"whitehall\b",
    r"(?:the )?minist(?:ry|ers?)\b",
    r"(?:the )?officials\b",
    r"(?:home|cabinet) office\b",
    r"(?:welsh|scottish) government\b",
    r"(?:dfe|dhsc|mhclg|dluhc|dwp|desnz|defra|dcms|dsit|dbt|dft|moj|hmt|hmrc)\b",
)
_NAMED = re.compile(rf"\b(?:{'|'.join(_NAMES)})", re.IGNORECASE)
_ASKS = re.compile(
    r"\?|\b(?:please|could|can|would help|ask|asking|needs?|should|steer)\b", re.IGNORECASE
)


def names_department(text: str) -> bool:
    """Say whether the words name a department of central government."""
    return _NAMED.search(text) is not None


def asks_for_something(text: str) -> bool:
    """Say whether the words ask for something, by a sign of it."""
    return _ASKS.search(text) is not None
