"""What is timed of a kata: `work.py` beside its reference.

Its docstring says in a line what is timed, and it has

- `WHOLE` and `PART`: how many examples (or steps) are timed, and how many of them do for
  what is slow, whose time is then multiplied;
- `inputs(count)`: the arguments for so many, the same at every call;
- `run(kata, *inputs)`: calls the kata's functions and returns their results, which must
  not depend on the order of examples when there are `PART` of them;
- `products(*inputs)`, if there are any: the same matrix products and nothing else;
- `NAIVE`, if it is not "loops": which right answer is the naive one.
"""

from pathlib import Path
from types import ModuleType

from nnkata.content.catalog import Kata
from nnkata.content.workspace import Workspace
from nnkata.errors import NnkataError
from nnkata.subject.importing import execute


def work_file(workspace: Workspace, slug: str) -> Path:
    return workspace.solutions / slug / "work.py"


def timed(workspace: Workspace) -> list[Kata]:
    """Return the katas of the path whose work is timed."""
    return [
        kata for kata in workspace.path if work_file(workspace, kata.slug).is_file()
    ]


def read_work(workspace: Workspace, kata: Kata) -> ModuleType:
    """Return the module `work.py` of a kata; the error names the katas that have one."""
    file = work_file(workspace, kata.slug)
    if not file.is_file():
        slugs = ", ".join(kata.slug for kata in timed(workspace))
        raise NnkataError(
            f"{kata.slug} does too little work to be timed. These are timed:"
            f" {slugs or 'none yet'}."
        )
    return execute("nnkata_work", file)


def naive_answer(work: ModuleType) -> Path:
    """Return the right answer that is the naive one."""
    name = getattr(work, "NAIVE", "loops")
    return Path(str(work.__file__)).parent / "right" / f"{name}.py"
