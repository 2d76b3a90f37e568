"""Names of files for students, whose own names may be anything at all."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from unicodedata import normalize

LONGEST = 100  # bytes: with what is added, within the 255 of every file system
FORBIDDEN = re.compile(r'[<>:"/\\|?*]')  # by one system or another
# Windows has devices of these names, with any ending.
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def file_names(students: Iterable[str]) -> dict[str, str]:
    """Return a name for the file or folder of each student, as close to theirs as can be.

    A name that no system refuses is kept as it is; any other has eight digits of its
    digest, and so have names that differ in nothing but their case.
    """
    students = list(students)
    counts = Counter(map(_folded, students))
    return {
        student: student
        if _is_safe(student) and counts[_folded(student)] == 1
        else _altered(student)
        for student in students
    }


def _folded(name: str) -> str:
    return normalize("NFKC", name).casefold()


def _is_safe(name: str) -> bool:
    return bool(name) and name == _cleaned(name) and not DEVICES.fullmatch(name)


def _altered(name: str) -> str:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_cleaned(name) or 'student'}-{digest[:8]}"


def _cleaned(name: str) -> str:
    """Return a name without what a system or a shell takes for something else."""
    printable = "".join(c if c.isprintable() else "_" for c in name)
    name = FORBIDDEN.sub("_", printable).encode()[:LONGEST].decode(errors="ignore")
    return name.strip(". -~")
