"""The living guide: checked lessons by stage and theme, for three readers, in kept versions."""
