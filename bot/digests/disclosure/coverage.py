"""How many hubs spoke at all, as the department may see it. Pure.

That one hub was silent is as much a fact about it as that it spoke. So neither one or two hubs that
spoke nor one or two that did not can be told from the figure, not even by those who know how many
raised a theme; and it moves only by three or more.
"""

from bot.digests.bands import LEAST_HUBS

STEP = 6
"""The figure is kept to the nearest six, and told as a range."""


def covered(spoke: int, hubs: int, last: int | None) -> int:
    """Return the figure to show for the hubs that spoke; `last` is the one shown last.

    0 means "fewer than three", `hubs` means "most or all"; see `covered_in_words`.
    """
    between = range(STEP, hubs - LEAST_HUBS + 1)
    if last is not None and last in between and abs(spoke - last) < LEAST_HUBS:
        return last
    figure = _nearest(spoke)
    return figure if figure in between else 0 if figure < STEP else hubs


def covered_in_words(shown: int, hubs: int) -> str:
    """Return the figure in a sentence, as the range that it stands for."""
    if shown < LEAST_HUBS:
        return f"Fewer than {LEAST_HUBS} of {hubs} hubs spoke."
    if shown < hubs:
        return f"{shown - STEP // 2} to {shown + STEP // 2 - 1} of {hubs} hubs spoke."
    least = next(number for number in range(hubs + 1) if _nearest(number) > hubs - LEAST_HUBS)
    return f"{least} to {hubs} of {hubs} hubs spoke." if least < hubs else f"All {hubs} hubs spoke."


def _nearest(spoke: int) -> int:
    return (spoke + STEP // 2) // STEP * STEP
