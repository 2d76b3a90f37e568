"""`python -m nnkata` is the command line."""

import sys

from nnkata.cli import main

if __name__ == "__main__":
    sys.exit(main())
