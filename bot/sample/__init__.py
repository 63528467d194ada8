"""The made-up city 見本市, loaded by `make run` so that the bot has something to say."""
