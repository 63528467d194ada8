"""How the bot runs: settings, command line, web application, worker and clock."""
