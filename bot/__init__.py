"""How the bot runs: settings, command line, web application, worker and clock."""

import knowledge  # noqa: F401 - says how many threads NumPy may take, before anybody imports it
