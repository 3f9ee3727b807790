"""Microsoft Teams. Nothing outside this folder knows of the Bot Framework."""
