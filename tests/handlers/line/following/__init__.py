"""Citizens who follow the city."""
