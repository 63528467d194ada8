"""The words in the spreadsheets that the DX office fills in and edits."""
