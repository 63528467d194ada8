"""Which function hears of which command, button, shortcut, form or event."""
