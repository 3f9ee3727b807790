"""A process of its own for each method, so that time and peak memory are the method's alone.

`python -m clustering.evaluation.worker METHOD FOLDER` reads texts.json and vectors.npy from the
folder, and writes labels.npy and standing.json there.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from clustering.evaluation.methods import METHODS


def main(method: str, folder: Path) -> None:
    """Group the texts once, as after a start."""
    find = METHODS[method]()
    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    vectors = np.load(folder / "vectors.npy")
    began, processor = time.perf_counter(), time.process_time()
    labels = find(texts, vectors)
    standing = {
        "seconds": time.perf_counter() - began,
        "processor_seconds": time.process_time() - processor,
        "peak_memory_mb": peak_memory_mb(),
    }
    np.save(folder / "labels.npy", labels)
    (folder / "standing.json").write_text(json.dumps(standing), "utf-8")


def peak_memory_mb() -> float:
    """The most memory that this process had at once."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux: what resource says there includes the process that started it
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
