"""The application: what Common Thread does, and for whom. It knows no chat platform."""
