"""Run a subject outside of a test: limited, and its errors as messages."""

from collections.abc import Iterator
from contextlib import contextmanager

from nnkata.content.python_files import Unopenable
from nnkata.content.quiet import quiet
from nnkata.errors import NnkataError
from nnkata.subject.limits import Flood, TimeLimit, print_limit, time_limit
from nnkata.subject.loader import Loader
from nnkata.subject.origin import innermost_frame


@contextmanager
def explained(loader: Loader, call: str, advice: str, seconds: float) -> Iterator[None]:
    """Limit a run of a subject in the block, and raise its errors as `NnkataError`.

    Parameters
    ----------
    loader : Loader
        Of the subject; its imports are on in the block.
    call, advice : str
        What is called, and a sentence on what to do if it raises an error.
    seconds : float
        Of processor time; inf for no limit.
    """
    name = loader.file.name
    try:
        with quiet(loader.kata), time_limit(seconds), print_limit(), loader.imports():
            yield
    except Unopenable as error:
        raise NnkataError(f"{error}.") from None
    except NotImplementedError as error:
        raise NnkataError(f"{name} is not written yet: {error}.") from None
    except (TimeLimit, Flood) as error:
        raise NnkataError(f"{name}: {error}.") from None
    except NnkataError:
        raise
    except (Exception, SystemExit) as error:
        frame = innermost_frame(error, loader.file)
        line = f", line {frame.lineno}" if frame else ""
        reason = str(error).splitlines()[0] if str(error) else "no message"
        raise NnkataError(
            f"{call} raised {type(error).__name__}: {reason} ({name}{line}). {advice}"
        ) from None
