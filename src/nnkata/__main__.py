"""`python -m nnkata` is the command line."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        # The folder that one stands in: no file of a learner's is taken for a module.
        del sys.path[0]
    from nnkata.cli import main

    sys.exit(main())
