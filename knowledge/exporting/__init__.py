"""Write what is stored as spreadsheets that can be edited and imported again."""
