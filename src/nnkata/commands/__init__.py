"""The verbs of the command line, imported one by one when they are called."""
