"""What may be told outside a community: pure rules, no database, no chat."""
