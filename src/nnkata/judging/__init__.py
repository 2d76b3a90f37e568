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

job, events     what to judge; what a run reports
runner          `grade`: runs a job in as many processes as it takes
complete        holds what was reported against the tests of the spec
pool, worker    the two sides of a process that judges
environment     what surrounds a run: settings of Python and pytest
session, item   the pytest plugin of such a run; one test in it
collected       a session in this process that judges one subject after another
card, hang      the failure card; the line where a test hangs
verdict         the result of a test, a kata, a path; its JSON form
inputs, cache   all that a verdict depends on; verdicts that are still valid
"""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from nnkata.content.catalog import read_kata
    from nnkata.judging.collected import with_collected
    from nnkata.judging.job import Job
    from nnkata.judging.runner import RunOptions, grade, grade_all
    from nnkata.judging.verdict import to_json

__all__ = [
    "Job",
    "RunOptions",
    "grade",
    "grade_all",
    "read_kata",
    "to_json",
    "with_collected",
]
_MODULES = {
    "Job": "judging.job",
    "read_kata": "content.catalog",
    "to_json": "judging.verdict",
    "with_collected": "judging.collected",
}


def __getattr__(name: str) -> object:
    # Not before they are used: each command would pay for what few of them need.
    if name in __all__:
        module = import_module(f"nnkata.{_MODULES.get(name, 'judging.runner')}")
        return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
