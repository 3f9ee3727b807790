"""Makes pictures of screens small: few colours, as screens have. `python -m ... FILE...`."""

import sys
from pathlib import Path

from PIL import Image

COLOURS = 32
RARE_TOO = Image.Quantize.MAXCOVERAGE
"""Keeps the colour of a button as well, which the other way gives up for one more grey."""


def shrink(path: Path) -> None:
    """Write the picture again with a palette of its own."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(COLOURS, RARE_TOO, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        shrink(Path(name))
