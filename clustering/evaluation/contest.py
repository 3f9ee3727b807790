"""Runs methods one after another on the same vectors and measures each."""

import json
import os
import subprocess
import sys
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import numpy as np

from clustering.arrays import Vectors
from clustering.evaluation.measures import Measures, measured

Contender = Literal["commonthread", "bertopic"]


class MethodFailed(Exception):
    """A method could not group the texts; the message has the last thing that it said."""


@dataclass(frozen=True)
class Standing:
    """What one method did."""

    method: Contender
    measures: Measures
    seconds: float
    processor_seconds: float
    """Of all processors together."""
    peak_memory_mb: float
    """Of the whole process, with the vectors."""


def available(method: Contender) -> bool:
    """Whether a method is installed."""
    return method == "commonthread" or find_spec(method) is not None


def compete(
    method: Contender, texts: list[str], vectors: Vectors, themes: Sequence[Hashable | None]
) -> Standing:
    """Group the texts in a process of its own; MethodFailed when that ends badly."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts.json").write_text(json.dumps(texts), "utf-8")
        np.save(folder / "vectors.npy", vectors)
        command = [sys.executable, "-m", "clustering.evaluation.worker", method, name]
        # It finds what this process finds, installed or run from a clone.
        where = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        done = subprocess.run(command, env=where, capture_output=True, text=True)  # noqa: S603
        if done.returncode != 0:
            said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
            raise MethodFailed(f"{method} could not group these texts: {said[-1]}")
        standing = json.loads((folder / "standing.json").read_text("utf-8"))
        labels = np.load(folder / "labels.npy")
    return Standing(method, measured(themes, labels), **standing)
