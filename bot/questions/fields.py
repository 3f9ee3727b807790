"""What is wrong with words that were typed, said as a form says it; empty when nothing is."""


def too_long(text: str, most: int) -> str:
    """Say that a text has more than so many characters."""
    return f"Use {most:,} characters or fewer. You used {len(text):,}." if len(text) > most else ""


def empty(text: str, what: str) -> str:
    """Say that something is missing."""
    return "" if text else f"Enter {what}."
