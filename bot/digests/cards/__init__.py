"""What people see of a summary: the draft, the summary as posted, and what became of it. Pure."""
