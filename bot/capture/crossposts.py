"""Stands until its branch lands."""


def same_message(a: str, b: str) -> bool:
    """Compare."""
    return a == b
