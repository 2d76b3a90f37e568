"""The verbs of the command line, one module each.

The docstring of a module is the verb's help, and `run` does the work. A verb that takes
arguments declares them in `add_arguments`; one with actions of its own names their
functions in `ACTIONS`. `nnkata.cli` imports the module that is called, and no other. A
module whose name would be a keyword ends with an underscore, and has one for a hyphen.
"""

VERBS = (
    *("watch", "list", "lesson", "hint", "diff", "why", "notebook"),
    *("start", "check", "repro", "grade", "train", "report", "predict", "time"),
    "grade-class",
    *("reset", "again", "export", "import", "update", "init", "doctor", "datasets"),
    *("completion", "dev"),
)
