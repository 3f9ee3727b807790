"""Labelled messages of other fields (housing, schools, libraries, health visiting; some Welsh).

Written for this project; with them the classifier does not take one programme's words for the
signs of a kind.
"""

import csv
from importlib.resources import files

from clustering.kinds.messages import KindInput


def general_examples() -> tuple[list[KindInput], list[str]]:
    """Return the shipped messages and their kinds, in the file's order."""
    lines = files("clustering.kinds").joinpath("examples.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(lines))
    messages = [KindInput(row["text"], bool(row["parent"]), row["parent"] or None) for row in rows]
    return messages, [row["kind"] for row in rows]
