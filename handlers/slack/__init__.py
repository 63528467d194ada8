"""Slack: what staff look up and post."""
