"""Measures grouping's speed and memory, from ten to a million: `python -m benchmarks
grouping_scale`; `python -m benchmarks.grouping_scale 1000000` for one size.

Synthetic vectors about a thousand centres, each size in a process of its own; memory includes the
vectors themselves.
"""

import subprocess
import sys
import time

import numpy as np
from sklearn.metrics import adjusted_rand_score

from clustering import ThemeClusterer
from clustering.evaluation.worker import peak_memory_mb

SIZES = (10, 100, 1_000, 10_000, 100_000)
CENTRES = 1_000
DIMENSION = 384
BLOCK = 50_000
SPREAD = 1.5
TIMES = 200


def run() -> str:
    """One row for each size."""
    lines = [
        f"{'texts':>10}{'seconds':>10}{'CPU s':>9}{'peak MB':>9}{'vectors MB':>12}"
        f"{'ARI':>7}{'place one, ms':>15}"
    ]
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks.grouping_scale", str(size)]
        lines.append(
            subprocess.run(command, capture_output=True, text=True, check=True).stdout[:-1]
        )
    return "\n".join(lines)


def measured(size: int) -> str:
    """Group so many, then place some more one by one."""
    rows, gold = about_centres(size)
    began, processor = time.perf_counter(), time.process_time()
    clusterer = ThemeClusterer().fit(rows)
    seconds, used = time.perf_counter() - began, time.process_time() - processor
    peak = peak_memory_mb()
    return (
        f"{size:10,}{seconds:10.2f}{used:9.2f}{peak:9.0f}{rows.nbytes / 2**20:12.0f}"
        f"{adjusted_rand_score(gold, clusterer.labels_):7.2f}{placing(clusterer, rows):15.3f}"
    )


def placing(clusterer: ThemeClusterer, rows: np.ndarray) -> float:
    """The 95th percentile of placing one, in milliseconds."""
    spent = []
    for place in range(TIMES):
        began = time.perf_counter()
        clusterer.predict(rows[place % len(rows)][None])
        spent.append(time.perf_counter() - began)
    return float(np.percentile(spent, 95) * 1_000)


def about_centres(size: int) -> tuple[np.ndarray, np.ndarray]:
    """Vectors about at most a thousand centres, made block by block."""
    chance = np.random.default_rng(0)
    count = min(CENTRES, max(1, size // 5))
    centres = chance.standard_normal((count, DIMENSION), dtype=np.float32)
    gold = chance.integers(count, size=size)
    rows = np.empty((size, DIMENSION), np.float32)
    for start in range(0, size, BLOCK):
        part = gold[start : start + BLOCK]
        noise = chance.standard_normal((len(part), DIMENSION), dtype=np.float32)
        rows[start : start + BLOCK] = centres[part] + SPREAD * noise
    return rows, gold


if __name__ == "__main__":
    print(measured(int(sys.argv[1])))
