"""Writes down what a grouping found, in small pieces, and leaves what people decided as it is."""
