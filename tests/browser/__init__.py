"""Tests that see the playground as a person does, in a browser."""
