"""Web pages, and what machines ask the web process."""
