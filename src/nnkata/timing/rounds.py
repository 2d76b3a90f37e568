"""Contenders that do the same work, run one after the other in many rounds.

In each round every contender runs once, so that a machine that grows busy or warm slows
them all. What would take too long does a part of the work, and its time is multiplied.
"""

import math
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from types import ModuleType
from typing import Any, TypeVar

LONGEST = 0.5  # seconds; who would take longer for all of the work does a part
SHORTEST = 0.05  # seconds; what takes less is repeated
MANY = 4096  # times at most
LIMIT = 20.0  # seconds that the first run may use
SECONDS = 2.5  # for all rounds
FEWEST, MOST = 3, 15  # rounds
# Settings of a process that times. Whether glibc hands freed memory back to the system, and
# is charged for it at the next pass, depends on what else a process has ever allocated:
# pooling takes 2.5 times as long in a process of NumPy alone as in one that has loaded
# PyTorch, too. Here all keep it.
STEADY = {
    "MALLOC_TRIM_THRESHOLD_": "1000000000",
    "MALLOC_MMAP_THRESHOLD_": "1000000000",
}

Sample = TypeVar("Sample")
Clock = Callable[[], float]
# Surrounds a run; takes the seconds of processor time that it may use.
Guard = Callable[[float], AbstractContextManager[object]]


class Contender:
    """One of those that do the work.

    Attributes
    ----------
    result : object
        What it gave for the part.
    factor : float
        The whole work is so many times what it does.
    seconds : float
        What it took, once it has been made.
    """

    def __init__(
        self,
        call: Callable[..., Any],
        work: ModuleType,
        guard: Guard = nullcontext,
        clock: Clock = time.process_time,
    ) -> None:
        self._call, self._guard, self._clock = call, guard, clock
        self._times, self.factor = 1, work.WHOLE / work.PART
        self._inputs = work.inputs(work.PART)
        self.seconds = self.once(LIMIT)
        self.result = self._latest
        if self.seconds * self.factor <= LONGEST:
            self._inputs, self.factor = work.inputs(work.WHOLE), 1.0
            self.seconds = self.once()
        while self.seconds * self._times < SHORTEST and self._times < MANY:
            self._times *= 2
            self.seconds = self.once()

    def once(self, limit: float = math.inf) -> float:
        """Return the seconds that it takes for what it does."""
        # Without a limit: some systems count coarsely while a timer of theirs runs.
        with self._guard(limit):
            begun = self._clock()
            for _ in range(self._times):
                self._latest = self._call(*self._inputs)
            return (self._clock() - begun) / self._times


def rounds_for(contenders: Mapping[str, Contender]) -> int:
    """Return how many rounds there is time for."""
    one = sum(max(each.seconds, SHORTEST) for each in contenders.values())
    return min(max(int(SECONDS / one), FEWEST), MOST)


def interleave(
    contenders: Mapping[str, Callable[[], Sample]], rounds: int
) -> dict[str, list[Sample]]:
    """Return samples by contender; in each round every contender runs once.

    Each round begins with another contender, so that none always follows the same one.
    """
    names = list(contenders)
    samples: dict[str, list[Sample]] = {name: [] for name in names}
    for number in range(rounds):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            samples[name].append(contenders[name]())
    return samples
