"""Growth: the same at two sizes each, the larger one four times the smaller.

What begins with a start that costs the same at every size grows less than four times; the
cost of each kata, test, row or picture is the difference, by the number that came in.
"""

from collections.abc import Callable
from pathlib import Path

from measure.command import NNKATA, command
from measure.experiment import Contender, Experiment, Figure, Target
from tool.data_files import show, write_pictures, write_table
from tool.workspaces import small_katas

FACTOR = 4
SMALL, LARGE = "small", "large"


def growth(
    what: str,
    number: int,
    milliseconds: float,
    contenders: tuple[Contender, Contender],
    write: Callable[[Path, int], None],
    most_rounds: int = 9,
) -> Experiment:
    """Return an experiment at a number and at four times as many.

    Parameters
    ----------
    what : str
        What there is more of.
    number : int
        How many at the smaller size.
    milliseconds : float
        The target for each of them.
    contenders : tuple
        The same work in the folders, or on the files, "small" and "large".
    write : callable
        Takes a path and a number, and writes so many there.
    """

    def prepare(folder: Path) -> None:
        for name, factor in ((SMALL, 1), (LARGE, FACTOR)):
            write(folder / name, factor * number)

    more = (FACTOR - 1) * number
    return Experiment(
        "growth",
        f"{what}: {number:,} and {FACTOR * number:,}",
        contenders,
        (
            Figure(Target(FACTOR), of=LARGE, beside=SMALL),
            Figure(
                Target(milliseconds), of=LARGE, minus=SMALL, divisor=more, unit="ms"
            ),
        ),
        prepare=prepare,
        most_rounds=most_rounds,
    )


def both(words: list[str]) -> tuple[Contender, Contender]:
    """Return a command in the two folders."""
    return command(SMALL, words, within=SMALL), command(LARGE, words, within=LARGE)


def shown(kind: str) -> tuple[Contender, Contender]:
    """Return `datasets show` of the two paths."""
    small, large = (f"{kind}:{{folder}}/{name}" for name in (SMALL, LARGE))
    return show(SMALL, small), show(LARGE, large)


MORE_KATAS = growth(
    "katas in list",
    500,
    0.15,
    both([*NNKATA, "list"]),
    lambda root, number: small_katas(root, number, tests=0),
)
MORE_TESTS = growth(
    "tests in check",
    250,
    4.0,
    both([*NNKATA, "check", "kata00000", "--subject=reference", "--fresh"]),
    lambda root, number: small_katas(root, 1, number),
)
MORE_ROWS = growth("rows in datasets show", 250_000, 0.003, shown("csv"), write_table)
MORE_PICTURES = growth(
    "pictures in datasets show", 2_500, 0.4, shown("folder"), write_pictures
)
