"""Which questions that wait are brought to whom: people who agreed to help and may know."""
