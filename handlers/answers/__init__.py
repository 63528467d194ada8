"""One `Answer`, shown in any channel."""
