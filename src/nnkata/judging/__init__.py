"""From a spec and a subject to a verdict.

`grade` judges one kata in a process of its own, whatever the subject does:

>>> from pathlib import Path
>>> from nnkata import judging
>>> kata = judging.read_kata(Path("katas/neuron"))
>>> job = judging.Job(kata, subject="reference")
>>> verdict = judging.grade(job)
>>> verdict.passed
True

`grade_all` judges several side by side, `to_json` writes the result. Where many subjects
meet one spec, `with_collected` judges them in this process.

job             what to judge, and what a run reports
runner          `grade`: runs a job in as many processes as it takes
pool, worker    the two sides of a process that judges
environment     what surrounds a run: settings of Python and pytest
spec_file       loads a spec, whatever stands beside it
session, item   the pytest plugin of such a run; one test in it
collected       a session in this process that judges one subject after another
card            the failure card, and the line where a test hangs
failing_call    the call that failed in a test, as lines of Python
literals        values as text that makes them again
repro           these lines printed, or run under the debugger
shapes          the shapes that NumPy refused, by their names
verdict         the result of a test, a kata, a path; its JSON form; whether it is complete
cache           verdicts that still hold, since nothing that they depend on has changed
"""

from importlib import import_module
from typing import Any

_MODULES = {
    "Job": "judging.job",
    "RunOptions": "judging.runner",
    "grade": "judging.runner",
    "grade_all": "judging.runner",
    "open_kata": "judging.repro",
    "read_kata": "content.catalog",
    "to_json": "judging.verdict",
    "with_collected": "judging.collected",
}
__all__ = [*_MODULES]


def __getattr__(name: str) -> Any:
    # Not before they are used: each command would pay for what few of them need.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"nnkata.{_MODULES[name]}"), name)
