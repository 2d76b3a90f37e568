"""What a contender that stays hands to its process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """A run to be timed, and numbers that show that it does what the others do.

    Attributes
    ----------
    run : callable
        Timed, again and again.
    check : callable
        Called once, before; returns numbers, such as the losses of the first steps
        from weights that all contenders share.
    """

    run: Callable[[], object]
    check: Callable[[], Sequence[float]] = lambda: ()
