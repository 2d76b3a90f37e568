"""Contenders that do the same work, and the figures that are made of their runs."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from measure.samples import Sample, Spread, spread

Once = Callable[[], Sample]  # runs a contender once
Samples = Mapping[str, Sequence[Sample]]  # by contender, a sample for each round

OURS = "nnkata"


@dataclass(frozen=True)
class Contender:
    """What runs once a round.

    Attributes
    ----------
    name : str
        As the table calls it.
    open : callable
        Takes a folder, and is a context manager that gives a function to run it once.
    needs : str
        The module of a library that may not be installed.
    package : str
        What to install for it.
    makes : str
        Of one that stays, "module:function" that makes its work.
    """

    name: str
    open: Callable[[Path], AbstractContextManager[Once]]
    needs: str = ""
    package: str = ""
    makes: str = ""

    @property
    def missing(self) -> bool:
        return bool(self.needs) and find_spec(self.needs) is None


@dataclass(frozen=True)
class Target:
    """The limit of a figure, which must not be more.

    Attributes
    ----------
    limit : float
    avx512 : float, optional
        The limit on processors with AVX-512.
    share : float
        A limit is missed by little, up to this share of it.
    """

    limit: float
    avx512: float | None = None
    share: float = 0.1

    def on(self, *, has_avx512: bool) -> float:
        return self.avx512 if has_avx512 and self.avx512 is not None else self.limit


@dataclass(frozen=True)
class Figure:
    """A number with a target, made of the samples of one contender or of two.

    `unit` is one of "ratio" (of a contender beside another, round by round), "s", "ms"
    and "MB". `divisor` makes a number for each of many, such as rows.
    """

    target: Target
    beside: str = ""
    of: str = OURS
    unit: str = "ratio"
    divisor: float = 1.0
    minus: str = ""  # what a contender took that does less of the same
    worst: bool = False  # the target holds for every round
    decides: str = "processor"

    def spreads(self, samples: Samples) -> dict[str, Spread]:
        """Return the spread of the figure, in processor time and on the clock."""
        if self.unit == "MB":
            return {"peak": spread(sample.peak for sample in samples[self.of])}
        clocks = ("processor", "wall")
        return {clock: spread(self._values(samples, clock)) for clock in clocks}

    def deciding(self, samples: Samples) -> float:
        """Return the number to hold against the target."""
        clock = "peak" if self.unit == "MB" else self.decides
        if self.worst:
            return max(self._values(samples, clock))
        return self.spreads(samples)[clock].median

    def _values(self, samples: Samples, clock: str) -> list[float]:
        values = [getattr(sample, clock) for sample in samples[self.of]]
        for name, combine in ((self.beside, _divided), (self.minus, _without)):
            if name:
                others = [getattr(sample, clock) for sample in samples[name]]
                values = [combine(*pair) for pair in zip(values, others, strict=True)]
        scale = 1000 if self.unit == "ms" else 1
        return [scale * value / self.divisor for value in values]


@dataclass(frozen=True)
class Experiment:
    """Work that contenders do, and what is to be said of it.

    Attributes
    ----------
    group, name : str
        A part of the table; a row of it.
    contenders, figures : tuple
    prepare : callable, optional
        Takes an empty folder and writes what the contenders need.
    most_rounds : int
        For work that takes minutes.
    warm_ups : int
        Runs of each contender before the first round.
    by_default : bool
        Whether it runs where nothing is named.
    """

    group: str
    name: str
    contenders: tuple[Contender, ...]
    figures: tuple[Figure, ...]
    prepare: Callable[[Path], None] | None = None
    most_rounds: int = 1000
    warm_ups: int = 1
    by_default: bool = True


def _divided(value: float, other: float) -> float:
    return value / other if other else float("nan")


def _without(value: float, other: float) -> float:
    return value - other
