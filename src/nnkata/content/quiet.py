"""Silence the libraries of a kata's extras, which write to the terminal past Python."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from nnkata.content.catalog import Kata
from nnkata.content.extras import ENVIRONMENT


@contextmanager
def quiet(kata: Kata) -> Iterator[None]:
    """Hide what the libraries of a kata's extras write to the terminal past Python."""
    if not kata.extras:
        yield
        return
    os.environ.update({**ENVIRONMENT, **os.environ})
    sys.stderr.flush()
    stderr, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        os.close(nowhere)
