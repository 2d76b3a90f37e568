"""How much time a worker has for a test, by three clocks."""

import time

from nnkata.subject.limits import TimeLimit

LOOK = 0.02  # seconds between two looks at a worker whose time is over
# Seconds of processor time for a worker to stop by itself, and to say where.
GRACE = 0.3
UNLIMITED = 3600.0  # seconds of processor time outside of tests


class Allowance:
    """The time that a worker has for a test, or what is left of it.

    `clock` bounds what this machine may need for `seconds` of processor time, `sleep` what
    passes in which a worker neither computes nor waits for a processor.
    """

    def __init__(self, seconds: float, clock: float, sleep: float = UNLIMITED) -> None:
        self.seconds, self.clock = min(seconds, UNLIMITED), clock
        self.sleep, self.slept = sleep, 0.0
        self._begun = time.monotonic()
        self.used = 0.0  # processor time, of workers that have ended too

    def left(self) -> float:
        return max(self.seconds - self.used, 0.001)

    def next_look(self) -> float:
        """Return in how many seconds one of the two times may be over."""
        clock = self.clock - (time.monotonic() - self._begun)
        return max(min(self.left(), clock, 1.0), 0.0) + LOOK

    def check(self) -> None:
        """Raise `TimeLimit` once the time is over, and the worker did not end by itself."""
        if self.used > self.seconds + GRACE:
            raise TimeLimit(self.seconds)
        if time.monotonic() - self._begun > self.clock:
            raise TimeLimit(self.clock, by_clock=True)
        if self.has_overslept:
            raise TimeLimit(self.sleep, by_clock=True)

    @property
    def has_overslept(self) -> bool:
        return self.slept > self.sleep
