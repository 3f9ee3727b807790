"""What the tests of grouping share: both embedders, and texts with known themes."""

import random

import pytest

from clustering.embedding import HashedEmbedder, SentenceEmbedder

SUBJECTS = {
    "panel": ["panel dates", "panel chair", "panel papers", "panel members", "panel minutes"],
    "laptop": ["broken laptop", "laptop charger", "laptop screen", "laptop login", "new laptop"],
    "parking": ["car park", "parking permit", "parking fine", "parking space", "parking meter"],
    "medical": ["medical form", "medical adviser", "medical fee", "GP medical", "medical report"],
}
TELLINGS = [
    "has anyone a view on the {} please",
    "we are stuck again with the {} in our area",
    "who looks after the {} where you are",
    "our {} took six weeks to sort out",
    "lesson from us: settle the {} before you begin",
]


@pytest.fixture(scope="session")
def sentence_embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


@pytest.fixture(scope="session")
def hashed() -> HashedEmbedder:
    return HashedEmbedder()


@pytest.fixture(scope="session")
def subject_texts() -> tuple[list[str], list[str]]:
    """A hundred texts on four subjects, shuffled, and the subject of each."""
    pairs = [
        (telling.format(thing), subject)
        for subject, things in SUBJECTS.items()
        for thing in things
        for telling in TELLINGS
    ]
    random.Random(7).shuffle(pairs)
    return [text for text, _ in pairs], [subject for _, subject in pairs]
