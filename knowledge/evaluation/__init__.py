"""How good the answers are, measured over the same code that answers people."""
