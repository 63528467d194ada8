"""What the bot knows and how it finds it (the read side)."""
