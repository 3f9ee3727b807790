"""What leaves the community: checkpoint summaries, the department's replies, weekly digests."""
