"""What a checkpoint summary holds: its seven sections, made of what was said and decided."""
