"""Shapes that plan documents share, one module each: how a heading, a table or a list looks."""
