"""Read documents and spreadsheets into records, and say what was not understood."""
