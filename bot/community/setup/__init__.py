"""A community set up from a file: what the file says, read with line numbers, then applied."""
