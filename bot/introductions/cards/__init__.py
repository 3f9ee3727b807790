"""What people see when they are brought together. Pure."""
