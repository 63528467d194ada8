"""LINE: what citizens write, and what they get back."""
