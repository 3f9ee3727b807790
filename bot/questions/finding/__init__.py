"""/find: searches what was said and learned, by words and by meaning together, with filters."""
