"""Where an error comes from: which line of a file, and whether the engine's own code."""

import re
from collections.abc import Collection
from pathlib import Path
from traceback import FrameSummary, walk_tb

from nnkata.files import PACKAGE, SHELVES
from nnkata.subject import importing, limits, recording

PYTEST = ("_pytest", "pluggy")
# Specs use these with whatever a learner's function returned.
WALLED = tuple(f"nnkata.subject.sandbox.{n}" for n in ("walled", "told", "rebuilt"))
HELPERS = ("nnkata.testing", recording.__name__, *WALLED)
# These stand between a learner's code and what it imports or prints: the caller decides.
BETWEEN = (importing.__name__, limits.__name__)
# Of the fault handler's traces.
BEGINNING = "(most recent call first):"
FRAME = re.compile(
    r'  File "(?P<file>.*)", line (?P<line>\d{1,7}) in (?P<function>[\w<>\\]{1,99})'
)


def frames_in(log: str, file: str) -> list[tuple[str, int, str]]:
    """Return the frames of a file in the last trace of a log, the innermost first.

    The interpreter's fault handler writes one when a limit rings, so that it comes out
    of a loop that swallows every exception, and of one inside of NumPy that never asks
    for signals.
    """
    # The fault handler writes ASCII alone.
    wanted = file.encode("ascii", "backslashreplace").decode()
    frames = map(FRAME.fullmatch, log.rpartition(BEGINNING)[2].splitlines())
    return [
        (file, int(frame["line"]), frame["function"])
        for frame in frames
        if frame and frame["file"] == wanted
    ]


def innermost_frame(error: BaseException, file: Path) -> FrameSummary | None:
    """Return the innermost line of a file in an error's traceback, if there is one.

    Its `filename`, `lineno`, `name` (of the function) and `line` say where that is.
    """
    frames = [
        FrameSummary(str(file), line, frame.f_code.co_name, lookup_line=False)
        for frame, line in walk_tb(error.__traceback__)
        if frame.f_code.co_filename == str(file)
    ]
    return frames[-1] if frames else None


def is_of_engine(
    error: BaseException, subjects: Collection[Path], plugins: Collection[Path] = ()
) -> bool:
    """Return whether an error comes from nnkata or from a dataset plugin.

    The innermost frame that belongs to nnkata, to a plugin or to a file under test
    decides. Frames outside of the test itself, of the plugin that runs it, do not; nor do
    those of references, which a wheel has inside of the package.

    Parameters
    ----------
    error : BaseException
        As it was caught, with its traceback.
    subjects : collection of Path
        The files under test.
    plugins : collection of Path
        Files of dataset plugins, and folders that hold such.
    """
    for frame, _ in reversed(list(walk_tb(error.__traceback__))):
        file = Path(frame.f_code.co_filename)
        module = str(frame.f_globals.get("__name__"))
        if file in subjects or module in HELPERS or module.split(".")[0] in PYTEST:
            return False
        is_content = file.is_relative_to(PACKAGE / SHELVES)
        is_engine = file.is_relative_to(PACKAGE) and not is_content
        is_engine |= any(file.is_relative_to(home) for home in plugins)
        if is_engine and module not in BETWEEN:
            return True
    return False
