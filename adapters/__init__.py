"""Where Common Thread meets the outside: adapters only parse in, render out and deliver."""
