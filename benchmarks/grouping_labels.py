"""Shows the labels of the sample's themes beside those of other ways.

Beside ours stand the name that BERTopic's default would give the same group (the four words with
the highest c-TF-IDF) and the medoid (the most central thread's first words).
"""

from collections import Counter

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from benchmarks.grouping_sets import NOISE, sample_threads
from clustering import find_themes
from clustering.embedding import SentenceEmbedder

WORDS = 4
SHOWN = 44


def run() -> str:
    """One row for each theme that is found."""
    sample = [each for each in sample_threads(SentenceEmbedder()) if each.gold != NOISE]
    texts = {each.thread.key: " ".join(each.thread.texts) for each in sample}
    gold = {each.thread.key: each.gold for each in sample}
    themes = find_themes([each.thread for each in sample]).themes
    others = ctfidf_names([[texts[member.key] for member in theme.members] for theme in themes])
    lines = [f"{'threads':>7}  {'mostly about':24}{'ours':40}{'c-TF-IDF':36}medoid"]
    for theme, other in zip(themes, others, strict=True):
        keys = [member.key for member in theme.members]
        about, _ = Counter(gold[key] for key in keys).most_common(1)[0]
        medoid = texts[keys[0]][:SHOWN]
        lines.append(f"{len(keys):7}  {about:24}{theme.label:40}{other:36}{medoid}")
    return "\n".join(lines)


def ctfidf_names(groups: list[list[str]]) -> list[str]:
    """The words that BERTopic names each group by, as it joins them."""
    counter = CountVectorizer()
    counts = counter.fit_transform(" ".join(group) for group in groups).toarray()
    share = counts / counts.sum(axis=1, keepdims=True)
    rare = np.log(1 + counts.sum(axis=1).mean() / counts.sum(axis=0))
    words = counter.get_feature_names_out()
    best = np.argsort(-share * rare, axis=1)[:, :WORDS]
    return ["_".join(words[row]) for row in best]
