"""The DX office looks through the questions that got no answer, and answers them."""
