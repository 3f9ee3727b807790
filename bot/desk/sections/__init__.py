"""The desk's sections, one a file: each gathers what of one kind waits for a facilitator."""
