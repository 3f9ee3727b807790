"""The weekly digest: one personal letter a week to each hub lead, or one to a channel."""
