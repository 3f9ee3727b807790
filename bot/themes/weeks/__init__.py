"""Themes over time: each week is kept as it was, and a theme's past can be told."""
