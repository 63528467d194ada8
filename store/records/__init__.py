"""Records that documents and spreadsheets bring: compared with the database, then written."""
