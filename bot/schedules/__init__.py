"""What falls due, and the one run each period gets."""
