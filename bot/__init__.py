"""The application: what Common Thread does, and for whom. It knows no chat platform."""

__version__ = "0.1.0"
