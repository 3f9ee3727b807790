"""The same words are embedded once: what is known of them is found by their hash.

The hash stands beside the vector and goes with it, so forgetting words forgets it too.
"""

import hashlib
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.capture.models import ContributionVector

HASH_BYTES = 16


def text_hash(text: str) -> str:
    """Return a hash of some words, by which the same words are found again."""
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=HASH_BYTES).hexdigest()


def known_vectors(session: Session, embedder: str, hashes: Collection[str]) -> dict[str, bytes]:
    """Return the vectors by that embedder that are kept of words with these hashes."""
    rows = session.execute(
        select(ContributionVector.text_hash, ContributionVector.vector).where(
            ContributionVector.text_hash.in_(hashes), ContributionVector.embedder == embedder
        )
    )
    return {found: vector for found, vector in rows if found is not None}
