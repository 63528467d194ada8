"""What was measured, and what learns from examples; nothing here is part of the bot."""

import knowledge  # noqa: F401 - says how many threads NumPy may take, before anybody imports it
