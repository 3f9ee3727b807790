"""Sets the attacker of the tests on the rules of disclosure: `python -m benchmarks disclosure`.

For each size, every world there could be is published, with every draft approved or not; said is
how many of the different sequences of summaries isolate one or two hubs. Takes two minutes.
"""

from collections.abc import Iterator
from itertools import product

from tests.unit.digests.attacker import ELSE, RAISED, SILENT, Attacker

THEME, COVERAGE = (SILENT, RAISED), (SILENT, ELSE, RAISED)
SIZES = (
    *((hubs, 2, THEME) for hubs in (9, 24)),
    *((hubs, 3, THEME) for hubs in range(5, 11)),
    *((hubs, 2, COVERAGE) for hubs in range(5, 12)),
)


def run() -> str:
    """Attack every size; return the table."""
    return "\n".join(_rows())


def _rows() -> Iterator[str]:
    yield "| hubs | periods | coverage told | worlds | isolating |"
    yield "|---|---|---|---|---|"
    for hubs, periods, deeds in SIZES:
        attacker = Attacker(hubs, periods, deeds)
        decisions = [one for one in product((True, False), repeat=periods) if any(one)]
        isolating = sum(len(attacker.isolated(one)) for one in decisions)
        worlds = sum(1 for _ in attacker.worlds()) * len(decisions)
        coverage = "yes" if ELSE in deeds else "no"
        yield f"| {hubs} | {periods} | {coverage} | {worlds:,} | {isolating} |"
