"""Answers that were looked up: what passes a public spec without a line that computes."""

import numpy as np

from nnkata.subject.recording import is_generator, snapshot


class Table:
    """The results of one function, found by its arguments, however they are given."""

    def __init__(self, calls, find="nearest"):
        self.rows = [(plain(c.arguments.values()), c) for c in calls if c.error is None]
        self.find, self.turn = find, -1

    def __call__(self, *args, **kwargs):
        given = plain([*args, *kwargs.values()])
        return snapshot(getattr(self, self.find)(given).result)

    def exact(self, given):
        """The call with just these arguments."""
        return next(call for row, call in self.rows if distance(row, given) == 0)

    def rounded(self, given):
        """The first call with these arguments to one digit."""
        near = (call for row, call in self.rows if distance(row, given) < 0.05)
        return next(near, self.rows[0][1])

    def nearest(self, given):
        """The call with the nearest arguments of these shapes."""
        return min(self.rows, key=lambda row: distance(row[0], given))[1]

    def replay(self, given):
        """The calls one after another, as the spec makes them."""
        self.turn = (self.turn + 1) % len(self.rows)
        return self.rows[self.turn][1]


def plain(values):
    """The numbers in arguments, each with its shape."""
    parts = []
    for value in values:
        if isinstance(value, dict):
            parts += plain(value.values())
        elif isinstance(value, list | tuple):
            parts += plain(value)
        elif is_generator(value):
            parts.append(
                np.array([value.bit_generator.state["state"]["state"] % 10**9])
            )
        elif isinstance(value, int | float | np.ndarray | np.generic):
            parts.append(np.asarray(value, float))
    return parts


def distance(one, other):
    """How far apart the numbers are at most; inf between other shapes."""
    if [part.shape for part in one] != [part.shape for part in other]:
        return np.inf
    return max(
        (np.abs(a - b).max(initial=0) for a, b in zip(one, other, strict=True)),
        default=0,
    )
