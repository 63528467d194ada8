"""Plans of made-up cities, written in the ways in which cities write theirs."""
