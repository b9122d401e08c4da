"""The commands, one module each: its name is the command's, `command` runs it, PANEL and PLACE set it in the help."""
