"""Read what a class has handed in; nothing of it is run, and no link is followed.

What is read. The folder of a class holds, for each student,

- a folder, in which files may lie at any depth: `neuron.py`, `katas/neuron/neuron.py`, a
  clone as GitHub Classroom makes it, or the whole workspace;
- a zip or tar archive (also .gz, .bz2 and .xz), as `nnkata export` writes one;
- single files: `<student>_neuron.py`, or what Canvas and Moodle call them when all are
  downloaded: `leeann_12345_67890_neuron-1.py`, `Ann Lee_123_assignsubmission_file_...`.

The folder that nbgrader collects into is one, too: its course, or `submitted` in it. So
is the export of Gradescope, whose students are called `submission_123` there. Instead of
a folder it may be one zip, as it was downloaded; all of it may lie in one folder there.

A file belongs to a kata if it is called `<kata>.py`; capital letters do not count, nor the
`-1` and ` (1)` that Canvas and browsers add. Of a notebook, cells that begin with
`%%kata <kata>` are read, its commands (`%`, `!`, `?`) as comments. Texts are in UTF-8 or
UTF-16, of at most 64 kB, with any line ends. A stub as it was handed out gives way to
another file for the same kata.

What is refused, with its reason: two different files for one kata; links, devices and
pipes; empty files, other encodings, zero bytes; archives that are damaged, encrypted, of
another kind, more than two deep or large when unpacked; paths that climb out. If a whole
archive or folder cannot be read, each kata that is not found elsewhere is refused.

What is not read: any other file, since a kata is one file (modules beside it, conftest.py,
pytest.ini, numpy.py and the like have no effect, and are noted); hidden files and what
systems leave (`__MACOSX`, `Thumbs.db`); installed packages; the repository's own answers
in `solutions/<kata>/`. Other files beside the students' are taken for the teacher's.

Names of students are made safe and unique; a note has the original.
"""

import stat
from collections.abc import Sequence
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.errors import NnkataError
from nnkata.files import STRAY_NAMES, is_stray
from nnkata.grading.hand_in import HandIn
from nnkata.grading.students import (
    MOODLE,
    Owned,
    file_owner,
    folder_owner,
    kata_named,
    safe_names,
)
from nnkata.grading.submission import Submission
from nnkata.grading.top_level import opened_class


def read_class(path: Path, katas: Sequence[Kata]) -> list[Submission]:
    """Return what each student of a class has handed in for these katas, by name.

    Parameters
    ----------
    path : Path
        The folder of the class, or one zip of it.
    katas : sequence of Kata

    Raises
    ------
    NnkataError
        If it cannot be read, or holds nothing that was handed in.
    """
    hand_ins: dict[str, HandIn] = {}
    with opened_class(path, [kata.slug for kata in katas]) as top:
        for name, mode in top.modes.items():
            if not _is_system(name) and (owned := _owned(name, mode, top.name, katas)):
                hand_in = hand_ins.setdefault(owned.student, HandIn(katas))
                hand_in.names[name,] = owned.name
                for found in top.found(name, hand_in.wanted):
                    hand_in.take(found)
    if not hand_ins:
        raise NnkataError(
            f"{path} holds no submissions. Expected a folder or an archive for each"
            " student, or files such as <student>_neuron.py."
        )
    safe = safe_names(hand_ins)
    submissions = (
        hand_in.submission(raw, safe[raw]) for raw, hand_in in hand_ins.items()
    )
    return sorted(submissions, key=lambda submission: submission.student)


def _is_system(name: str) -> bool:
    """Return whether no student can be meant, whatever their name is."""
    hidden = name.startswith(".") and not MOODLE.fullmatch(name)
    return hidden or name.lower() in STRAY_NAMES


def _owned(name: str, mode: int, one: str, katas: Sequence[Kata]) -> Owned | None:
    """Return whose a file or folder of a class is; None for the teacher's own files.

    The class may be `one` student, who has its name.
    """
    slugs = [kata.slug for kata in katas]
    if stat.S_ISDIR(
        mode
    ):  # the folder may be that of one student, as Gradescope has it
        return Owned(one if name == "katas" else folder_owner(name), name)
    if kata_named(name, slugs):
        return Owned(one, name)
    if is_stray(name):
        return None
    nobody = None if stat.S_ISREG(mode) else Owned(name, name)
    return file_owner(name, slugs) or nobody
