"""Where Common Thread meets the outside: adapters translate only (parse in, render out, deliver)."""
