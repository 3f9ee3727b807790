"""Work on what is kept: import, grouping, summaries, migrations. Prints what was done."""

from typing import Any, Protocol


class Report(Protocol):
    """What was done, for a person (`str`) and for a program (`as_dict`)."""

    def __str__(self) -> str: ...

    def as_dict(self) -> dict[str, Any]:
        """Return the report for JSON."""
        ...
