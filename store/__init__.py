"""The plan database and the rules that keep it true (the write side)."""
