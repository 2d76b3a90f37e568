"""The roster of GitHub Classroom: which student is behind a clone that is named by a user.

A clone is called `<assignment>-<username>`. Users choose their names, so the assignment
must be the one that most clones have: `neuron-x-lee` is not the clone of `lee`.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from nnkata.errors import NnkataError
from nnkata.grading.students import safe_names
from nnkata.grading.submission import Submission

IDENTIFIER, USER = "identifier", "github_username"


def read_roster(path: Path) -> dict[str, str]:
    """Return the identifiers of students by their names at GitHub, in small letters.

    Raises
    ------
    NnkataError
        If it is not a roster of GitHub Classroom, or names a user twice.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise NnkataError(f"{path} cannot be read: {reason}.") from None
    if not rows or not {IDENTIFIER, USER} <= {*rows[0]}:
        raise NnkataError(
            f"{path} is not a roster: expected the columns {IDENTIFIER} and {USER}."
            " Download it in GitHub Classroom: Students, Download."
        )
    known = [
        (row[USER].strip().casefold(), row[IDENTIFIER].strip())
        for row in rows
        if row[USER]
    ]
    counts = Counter(user for user, _ in known)
    if twice := [user for user, count in counts.items() if count > 1]:
        raise NnkataError(f"{path} has the user '{twice[0]}' twice. Correct it first.")
    return {user: identifier for user, identifier in known if user and identifier}


def with_identifiers(
    submissions: Sequence[Submission], roster: Mapping[str, str]
) -> list[Submission]:
    """Return submissions under the identifiers of their students, where these are known."""
    assignment = _assignment([each.student for each in submissions], roster)
    found = {
        each.student: roster.get(each.student.casefold().removeprefix(assignment))
        for each in submissions
    }
    counts = Counter([*found, *found.values()])
    names = {old: new for old, new in found.items() if new and counts[new] == 1}
    safe = safe_names({*names.values(), *({*found} - {*names})})
    renamed = [
        replace(
            each,
            student=safe[names.get(each.student, each.student)],
            notes=(*each.notes, f"handed in as {each.student}")
            if each.student in names
            else each.notes,
        )
        for each in submissions
    ]
    return sorted(renamed, key=lambda each: each.student)


def _assignment(students: Sequence[str], roster: Mapping[str, str]) -> str:
    """Return how most names of clones begin that end with that of a user."""
    starts = Counter(
        small.removesuffix(user)
        for small in map(str.casefold, students)
        for user in roster
        if small == user or small.endswith(f"-{user}")
    )
    return max(starts, key=lambda start: (starts[start], -len(start)), default="")
