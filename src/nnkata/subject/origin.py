"""Whose code an error comes from: the engine's, a dataset plugin's, or a subject's."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from types import ModuleType

from nnkata.files import PACKAGE
from nnkata.subject import importing, limits


def is_of_engine(
    error: BaseException, subjects: Collection[Path], plugins: Collection[Path] = ()
) -> bool:
    """Whether an error comes from nnkata or from a dataset plugin.

    The innermost frame that belongs to nnkata, to a plugin or to a file under test
    decides. Frames outside of the test itself, of the plugin that runs it, do not.

    Parameters
    ----------
    error : BaseException
        As it was caught, with its traceback.
    subjects : collection of Path
        The files under test.
    plugins : collection of Path
        Files of dataset plugins, and folders that hold such.
    """
    for file in reversed(_inside_of_pytest(_files(error))):
        if file in subjects or file in _helpers():
            return False
        if file in _between():
            continue
        if any(file.is_relative_to(place) for place in (PACKAGE, *plugins)):
            return True
    return False


@cache
def _helpers() -> set[Path]:
    """Specs use these with whatever a learner's function returned."""
    from nnkata import testing
    from nnkata.subject import proxy, recording

    return _homes(testing, proxy, recording)


@cache
def _between() -> set[Path]:
    """These stand between a learner's code and what it imports or prints: the caller
    decides."""
    return _homes(importing, limits)


def _homes(*modules: ModuleType) -> set[Path]:
    return {Path(str(module.__file__)) for module in modules}


def _files(error: BaseException) -> list[Path]:
    """The file of every frame, the outermost first."""
    found = []
    trace = error.__traceback__
    while trace is not None:
        found.append(Path(trace.tb_frame.f_code.co_filename))
        trace = trace.tb_next
    return found


def _inside_of_pytest(files: list[Path]) -> list[Path]:
    """The files of the frames below pytest's last one: the test, and what it calls."""
    import _pytest
    import pluggy

    homes = [Path(str(module.__file__)).parent for module in (_pytest, pluggy)]
    for index in range(len(files) - 1, -1, -1):
        if any(files[index].is_relative_to(home) for home in homes):
            return files[index + 1 :]
    return files
