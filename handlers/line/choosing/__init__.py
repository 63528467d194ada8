"""Choose instead of typing: from an area to an entry, by buttons."""
