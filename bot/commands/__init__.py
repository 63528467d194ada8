"""The command line: one module for each thing the DX office or the operator does."""
