"""Texts in, groups out: scikit-learn estimators that know no database, no chat and no bot."""

from clustering.clusterer import ThemeClusterer

__all__ = ["ThemeClusterer"]
