"""What a facilitator sees of the desk, and what a hub reads that was written to. Pure."""
