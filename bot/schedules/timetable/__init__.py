"""What is scheduled for a community, when it chose to have it, and how its runs went."""
