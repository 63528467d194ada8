"""What the command line tells the DX office."""
