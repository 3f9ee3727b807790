"""How many hubs spoke at all, as the department may see it. Pure.

That one hub was silent is as much a fact about it as that it spoke. So neither one or two hubs that
spoke nor one or two that did not can be told from the figure, and it moves only by three or more.
"""

from bot.digests.bands import LEAST_HUBS


def covered(spoke: int, hubs: int, last: int | None) -> int:
    """Return the figure to show for the hubs that spoke; `last` is the one shown last.

    0 means "fewer than three", `hubs` means "all or nearly all"; between, it is about right.
    """
    if last is not None and abs(spoke - last) < LEAST_HUBS and _is_between(last, hubs):
        return last
    if _is_between(spoke, hubs):
        return spoke
    return 0 if spoke < LEAST_HUBS else hubs


def covered_in_words(shown: int, hubs: int) -> str:
    """Return the figure in a sentence."""
    if shown < LEAST_HUBS:
        return f"Fewer than {LEAST_HUBS} of {hubs} hubs spoke."
    if shown >= hubs:
        return f"All or nearly all of the {hubs} hubs spoke."
    return f"About {shown} of {hubs} hubs spoke."


def _is_between(number: int, hubs: int) -> bool:
    return LEAST_HUBS <= number <= hubs - LEAST_HUBS
