"""Reads the lists of words: one string, words apart by space, phrases by commas."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(words.split())


def phrases(text: str) -> frozenset[str]:
    """Return the phrases of a list, apart by commas."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))
