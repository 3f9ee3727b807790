"""Which column of a lessons log holds what: guessed from its name, or said. Pure.

The names are those of PRINCE2's lessons log and of the tables that programmes really keep.
"""

import re
from collections.abc import Mapping, Sequence

from bot.importing.source import CannotImport

FIELDS = {
    "id": "the row's own id",
    "date": "when it was learned",
    "hub": "who learned it",
    "what_happened": "what happened",
    "effect": "what came of it",
    "why": "why, or the trigger",
    "early_signs": "early warning signs",
    "recommendation": "what to tell others",
    "applies_when": "when it applies",
    "not_when": "when it does not apply",
    "worked": "whether it worked",
    "stage": "the stage",
    "evidence": "what it rests on",
    "sharing": "who may see it",
}
NAMES = {
    "id": ("id", "lesson id", "ref", "reference", "number", "no", "lesson number"),
    "date": ("date", "date logged", "date raised", "date captured", "logged on", "raised on"),
    "hub": ("hub", "area", "agency", "region", "organisation", "team", "local authority"),
    "what_happened": (
        *("what happened", "event", "description", "lesson", "lesson description", "lesson detail"),
        *("issue", "experience", "situation", "detail", "details", "lesson learned"),
    ),
    "effect": ("effect", "impact", "result", "outcome", "consequence"),
    "why": ("why", "cause", "causes", "trigger", "causes trigger", "root cause", "reason"),
    "early_signs": ("early signs", "early warning", "early warning indicators", "indicators"),
    "recommendation": (
        *("recommendation", "recommendations", "recommended action", "advice", "action"),
        *("what we would tell others", "what we'd tell others", "do differently"),
    ),
    "applies_when": ("applies when", "use when", "when it applies", "applicability"),
    "not_when": ("not when", "does not apply when", "when it does not apply", "limits"),
    "worked": ("worked", "worked or not", "type", "lesson type", "positive or negative"),
    "stage": ("stage", "phase", "project stage", "lifecycle stage", "management stage"),
    "evidence": ("evidence", "strength of evidence", "confidence"),
    "sharing": ("sharing", "share with", "audience", "sharing level"),
}
NO_ADVICE = (
    "No column is named as one that says what to tell others. The columns are: {columns}."
    ' Say which it is: --map "recommendation=COLUMN".'
)


def plain(name: str) -> str:
    """Return a column's name as it is compared: small letters, and no signs."""
    return " ".join(re.sub(r"[^a-z0-9' ]+", " ", name.casefold()).split())


def columns_for(names: Sequence[str], said: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each field; `said` (field to column) goes before what names suggest.

    Raises CannotImport for a field or a column there is not, and when nothing gives advice.
    """
    known = {plain(name): name for name in names}
    found = {field: _said(field, column, known) for field, column in said.items()}
    for field, likely in NAMES.items():
        free = [known[name] for name in likely if name in known]
        free = [name for name in free if name not in found.values()]
        if field not in found and free:
            found[field] = free[0]
    if "recommendation" not in found:
        raise CannotImport(NO_ADVICE.format(columns=", ".join(f"“{name}”" for name in names)))
    return found


def _said(field: str, column: str, known: Mapping[str, str]) -> str:
    if field not in FIELDS:
        raise CannotImport(f"“{field}” is not a field of a lesson. There are: {', '.join(FIELDS)}.")
    if plain(column) not in known:
        listed = ", ".join(f"“{name}”" for name in known.values())
        raise CannotImport(f"There is no column “{column}”. The columns are: {listed}.")
    return known[plain(column)]
