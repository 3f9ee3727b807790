"""From a draft to what the department has: changed, approved, sent back, amended, recalled."""
