"""People who have been there: who agreed to be named, and answered or learned something like it."""
