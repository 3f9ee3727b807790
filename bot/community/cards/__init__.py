"""What people see of their community and its set-up. Pure: rows in, cards and forms out."""
