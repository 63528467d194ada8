"""The rich menu: the buttons under the conversation on LINE, drawn, registered and swapped here."""
