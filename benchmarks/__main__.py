"""Runs every benchmark, or those named: `python -m benchmarks ack lookup`.

Each is a module here with `run() -> str`, which returns its table.
"""

import importlib
import sys
import time

GROUPING = (
    "grouping",
    "grouping_ablation",
    "grouping_bertopic",
    "grouping_decisions",
    "grouping_labels",
    "grouping_scale",
    "grouping_weeks",
)
ASKING = ("lookup", "asking", "placing", "same")
LOOPS = ("summaries", "disclosure", "loops", "digest_kills", "digest_weeks")
NAMES = ("importing", "ack", "kinds", "lessons", "redaction", *GROUPING, *ASKING, *LOOPS)


def main(names: list[str]) -> int:
    """Run the named benchmarks (none named: all); return the exit code."""
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(NAMES)}.")
        return 2
    for name in names or NAMES:
        print(f"\n== {name} ==", flush=True)
        started = time.monotonic()
        print(importlib.import_module(f"benchmarks.{name}").run())
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
