"""Whose file it is, and names of students that are safe to print and to store under."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
UNREAD_ARCHIVES = (".7z", ".rar", ".gz", ".bz2", ".xz", ".zst")
# `Ann Lee_123_assignsubmission_file_`: a folder, or what a file of hers begins with.
MOODLE = re.compile(r"(?P<student>.+?_\d+)_assignsubmission_[a-z]+_?(?P<file>.*)", re.S)
# `leeann_LATE_12345_67890_neuron-1.py`: student, her number, that of the submission.
CANVAS = re.compile(r"(?P<name>.+?)(?:_LATE)?_(?P<id>\d{3,})_\d{3,}_(?P<file>.+)", re.S)
# Added by Canvas and by browsers when a name is there already.
COPY = re.compile(r"(?:-\d+| ?\(\d+\))$")
UNSAFE = re.compile(r'[/\\<>:"|?*`$]')  # in names of files, markup and shells
FORMULA = re.compile(r"^[=+@.\-]+")  # what a table would compute, or a shell obey
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 120  # bytes, so that endings still fit into the name of a file


class Owned(NamedTuple):
    """Whose something at the top of a class is, and its name without that."""

    student: str
    name: str


def folder_owner(name: str) -> str:
    """Return the student of a folder at the top of a class."""
    moodle = MOODLE.fullmatch(name)
    return moodle["student"] if moodle else name


def file_owner(name: str, slugs: Iterable[str]) -> Owned | None:
    """Return whose a file at the top of a class is; None if it is nobody's hand-in."""
    if (moodle := MOODLE.fullmatch(name)) and moodle["file"]:
        return Owned(moodle["student"], moodle["file"])
    if canvas := CANVAS.fullmatch(name):
        return Owned(f"{canvas['name']}_{canvas['id']}", canvas["file"])
    ending = ending_of(name)
    if not ending:
        return None
    stem = COPY.sub("", name[: -len(ending)])
    for slug in sorted(slugs, key=len, reverse=True):
        student, end = stem[: -len(slug) - 1], stem[-len(slug) - 1 :].casefold()
        if student and end in (f"_{slug}".casefold(), f"-{slug}".casefold()):
            return Owned(student, f"{slug}{ending}")
    return Owned(name[: -len(ending)], name)


def ending_of(name: str) -> str:
    """Return the ending of a file that may hold an answer, as it stands there, or ""."""
    small = name.lower()
    endings = (".py", ".ipynb", *sorted(ARCHIVES, key=len, reverse=True))
    for ending in (*endings, *UNREAD_ARCHIVES):
        if small.endswith(ending) and len(name) > len(ending):
            return name[-len(ending) :]
    return ""


def kata_named(name: str, slugs: Iterable[str]) -> str:
    """Return the kata that a file is named as, or "".

    Capital letters do not count, nor what Canvas and browsers add: `Neuron-1.py`.
    """
    if not name.lower().endswith(".py"):
        return ""
    stem = COPY.sub("", name[:-3]).casefold()
    return next((slug for slug in slugs if slug.casefold() == stem), "")


def safe_names(names: Iterable[str]) -> dict[str, str]:
    """Return names that are safe and unique, also where capital letters do not count."""
    safe: dict[str, str] = {}
    taken: set[str] = set()
    # Names that need no change come first: no hostile name takes one away.
    for name in sorted(names, key=lambda name: (_safe(name) != name, name)):
        number, first = 1, _safe(name)
        chosen = first
        while (key := unicodedata.normalize("NFKC", chosen).casefold()) in taken:
            number += 1
            chosen = f"{first} ({number})"
        taken.add(key)
        safe[name] = chosen
    return safe


def shown(name: str, longest: int = 100) -> str:
    """Return a stranger's name for a message: one line that steers no terminal."""
    text = "".join(c if c.isprintable() else "?" for c in name[-longest:])
    return text if len(name) <= longest else f"...{text}"


def _safe(name: str) -> str:
    text = unicodedata.normalize("NFC", name)
    text = "".join(c if c.isprintable() else "_" for c in text)
    text = FORMULA.sub("_", UNSAFE.sub("_", text).strip())
    text = text.encode()[:LONGEST].decode(errors="ignore").rstrip(". ")
    return f"_{text}" if not text or DEVICE.fullmatch(text) else text
