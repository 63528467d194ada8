"""Digests: what happened, and what is due."""
