"""Help sort: the few decisions by a facilitator that would put most conversations right."""
