"""What is asked of the department, what it replies, and how the reply goes back to the hubs."""
