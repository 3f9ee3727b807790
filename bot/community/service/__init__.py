"""What can be done with channels, people and consent. Nothing here commits."""
