"""Which line of a learner's file to change, where a repair has shown it."""

import warnings
from collections.abc import Generator, Sequence

from nnkata import files
from nnkata.content.python_files import read_source
from nnkata.diagnosis.examiner import SLOW
from nnkata.diagnosis.implementations import Implementations
from nnkata.diagnosis.locate import BUDGET, Locator, Recorded
from nnkata.judging.item import SpecItem
from nnkata.judging.verdict import Place
from nnkata.subject import limits
from nnkata.subject.unsupported import no_debugger


def located(
    failed: SpecItem,
    units: Sequence[SpecItem],
    implementations: Implementations,
    how: limits.Limits,
) -> Generator[None, None, tuple[str, Place] | None]:
    """Return a statement on the line to change, and its place; None if that is not clear.

    Yields again and again, as `Locator.locate` does.

    `units` are the unit tests that were run; `how` limits the time of what is tried.
    """
    loader = failed.loader
    source = read_source(loader.file)
    is_other = files.digest(source.encode()) != loader.digest  # saved again meanwhile
    if is_other or loader.kata.extras or how is limits.no_limit:
        return None
    tests = [Recorded(item.recorder.calls, item.passed) for item in units]
    functions, slowness = vars(loader.module()), limits.slowness()
    locator = Locator(source, functions, implementations, SLOW * slowness, how)
    with loader.imports(), no_debugger(), warnings.catch_warnings():
        function = failed.finding.call.function
        found = yield from locator.locate(function, tests, BUDGET * slowness)
    if found is None:
        return None
    return found.text, Place(str(loader.file), found.line, found.function)
