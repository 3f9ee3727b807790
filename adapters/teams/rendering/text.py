"""Words as Teams takes them: measured as Teams counts, and told apart from its markdown."""

import json
import re
from typing import Any

Json = dict[str, Any]

_READ_AS_MARKUP = re.compile(
    r"[*_~`\\<>\[\]\n]|\{\{|&#?\w+;|://|^\s*(?:[-+#=]|\d+[.)])", re.IGNORECASE
)


def weigh(value: object) -> int:
    """Return how many bytes a piece of a card takes, in UTF-16, in which Teams counts."""
    return len(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-16-le", "surrogatepass"
        )
    )


def has_marks(text: str) -> bool:
    """Say whether Teams would read markdown, a mention, an address or a date in the words."""
    return bool(_READ_AS_MARKUP.search(text))
