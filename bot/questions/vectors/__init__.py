"""Finds the stored vectors nearest to one: exactly in memory, or by pgvector where there are many.

One port (`VectorSearch`) and two ways behind it; who asks can't tell which it was.
"""

from bot.questions.vectors.choice import HELD_MOST, VectorSearch, VectorsOf
from bot.questions.vectors.few import cosines

__all__ = ["HELD_MOST", "VectorSearch", "VectorsOf", "cosines"]
