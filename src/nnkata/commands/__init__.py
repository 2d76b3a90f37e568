"""The verbs of the command line, one module each.

The first line of a module's docstring is its help, `add_arguments` declares what the
verb takes, and `run` does it. `nnkata.cli` imports the one that is called, and no other.
A module whose name would be a keyword ends with an underscore.
"""

VERBS = (
    *("watch", "list", "lesson", "hint", "diff", "why", "notebook"),
    *("start", "check", "grade", "report", "predict"),
    *("reset", "again", "export", "import", "update", "init", "doctor", "datasets"),
    *("completion", "dev"),
)
