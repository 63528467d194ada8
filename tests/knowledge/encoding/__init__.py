"""Models of meaning: packaged, of the office, or none."""
