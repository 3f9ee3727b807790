"""The sample conversation: twelve invented weeks of a network of 24 fostering hubs."""
