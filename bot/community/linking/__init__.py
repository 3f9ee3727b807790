"""One person with several accounts: linked by e-mail address or by a code, and unlinked again."""
