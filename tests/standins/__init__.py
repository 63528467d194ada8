"""Local HTTP servers that take the place of LINE and Slack in tests."""
