"""Time subjects: `python -m nnkata.timing.contest ANSWER WORKSPACE KATA SUBJECT...`.

`nnkata.timing.measure` starts it, and names the file for the answer: what subjects print
is none.
"""

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

from nnkata.content.workspace import command, find_workspace
from nnkata.diagnosis.compare import OtherStructure, is_numeric, paired
from nnkata.errors import NnkataError
from nnkata.subject.explained import explained
from nnkata.subject.loader import Loader
from nnkata.timing.blas import blas_kernel
from nnkata.timing.rounds import LIMIT, Contender, interleave, rounds_for
from nnkata.timing.work import read_work

REFERENCE, PRODUCTS = "reference", "products"
TOLERANCE = 1e-3  # of the largest number: float32, in another order of additions


def main(file: str, root: str, slug: str, *subjects: str) -> None:
    """Write the answer, or what prevents it."""
    try:
        answer = contest(root, slug, subjects)
    except NnkataError as error:
        answer = {"problem": str(error)}
    Path(file).write_text(json.dumps(answer), "utf-8")


def contest(root: str, slug: str, subjects: Sequence[str]) -> dict[str, Any]:
    """Return what subjects, the reference and the products alone take for the work.

    Raises
    ------
    NnkataError
        If a subject is not written, cannot be run, or gives other results.
    """
    workspace = find_workspace(Path(root))
    kata = workspace.kata(slug)
    work = read_work(workspace, kata)
    contenders = {}
    for subject in (REFERENCE, *subjects):
        loader = Loader(kata, workspace, subject)
        contenders[subject] = _contender(loader, work)
        if not _agree(contenders[subject].result, contenders[REFERENCE].result):
            raise NnkataError(
                f"{loader.file.name} gives other results than the reference, so it is not"
                f" timed. `{_check(loader)}` shows what differs."
            )
    if hasattr(work, "products"):
        contenders[PRODUCTS] = Contender(work.products, work)
    rounds = rounds_for(contenders)
    samples = interleave({name: c.once for name, c in contenders.items()}, rounds)
    return {
        "summary": work.__doc__,
        "seconds": {n: contenders[n].factor * median(samples[n]) for n in contenders},
        "factors": {name: contenders[name].factor for name in contenders},
        "rounds": rounds,
        "kernel": blas_kernel(),
    }


def _contender(loader: Loader, work: ModuleType) -> Contender:
    """Return the subject of a loader as a contender; its errors are NnkataErrors."""
    advice = f"`{_check(loader)}` shows where."
    guard = partial(explained, loader, loader.kata.slug, advice)
    with guard(LIMIT):
        module = loader.module()
    return Contender(partial(work.run, module), work, guard)


def _check(loader: Loader) -> str:
    subject = "" if loader.subject == "mine" else f" --subject={loader.subject}"
    return command(f"check {loader.kata.slug}{subject}")


def _agree(got: Any, expected: Any) -> bool:
    """Return whether two results are the same but for rounding."""
    try:
        return all(_close(a, b) for _, a, b in paired(got, expected))
    except OtherStructure:
        return False


def _close(got: Any, expected: Any) -> bool:
    import numpy as np

    if not is_numeric(got) or np.shape(got) != np.shape(expected):
        return False
    most = TOLERANCE * np.abs(expected).max()
    return bool((np.abs(np.subtract(got, expected)) <= most).all())


if __name__ == "__main__":
    main(*sys.argv[1:])
