"""What one student handed in, file by file: which is whose answer, and what is refused."""

import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from nnkata.content.catalog import Kata
from nnkata.errors import did_you_mean
from nnkata.grading.found import Found, Names, Unreadable, files_of_archive
from nnkata.grading.sources import (
    LARGEST,
    LARGEST_NOTEBOOK,
    answer_in,
    is_untouched,
    kata_cells,
    source_of,
    source_of_cell,
)
from nnkata.grading.students import ARCHIVES, ending_of, kata_named, shown
from nnkata.grading.submission import Submission

LARGEST_ARCHIVE = 64 << 20
MOST_ARCHIVES = 10  # what has to be unpacked takes time
DEEPEST_ARCHIVE = 2
MOST_FILES = 4  # for one kata
MOST_NOTES = 20
NO_KATA = "not read; a kata's file is called as the kata"
# These would change Python or pytest where they are found; modules of these names, too.
PLANTED = {
    "conftest.py",
    "sitecustomize.py",
    "usercustomize.py",
    "pytest.ini",
    "tox.ini",
}
PLANTED |= {"setup.cfg", "pyproject.toml"}
LIBRARIES = {"numpy", "nnkata", "pytest", *sys.stdlib_module_names}


class _Answer(NamedTuple):
    """A file or cell for a kata: its text, or why it cannot be read."""

    place: str
    text: str
    fault: str

    @property
    def is_written(self) -> bool:
        return bool(self.fault) or not is_untouched(self.text)


class HandIn:
    """The files of one student, as they are found.

    Attributes
    ----------
    names : dict
        By path: the name of a file without what tells whose it is.
    """

    def __init__(self, katas: Sequence[Kata]) -> None:
        self.names: dict[Names, str] = {}
        self._slugs = [kata.slug for kata in katas]
        self._words = {str(kata.number): kata.slug for kata in katas}
        self._words |= {slug: slug for slug in self._slugs}
        self._answers: dict[str, list[_Answer]] = {}
        self._problems: list[str] = []  # with what may have held an answer to any kata
        self._notes: list[str] = []
        self._unnamed: list[tuple[str, str]] = []
        self._others: list[str] = []
        self._archives = 0

    def wanted(self, path: Names) -> int:
        """Return how many bytes of a file may be read; 0 if it cannot hold an answer."""
        name = self._name(path)
        ending = ending_of(name).lower()
        if ending == ".py":
            return LARGEST if kata_named(name, self._slugs) else 0
        if ending == ".ipynb":
            return LARGEST_NOTEBOOK
        return LARGEST_ARCHIVE if ending in ARCHIVES else 0

    def take(self, found: Found, depth: int = 0) -> None:
        """Read a file that was found, if it may hold an answer."""
        name, place = self._name(found.path), shown("/".join(found.path))
        slug, ending = kata_named(name, self._slugs), ending_of(name).lower()
        if slug and found.path[-3:-1] in (
            ("solutions", slug),
            ("benchmarks", "kernels"),
        ):
            self._notes.append(f"{place}: not read; the repository keeps its own there")
        elif slug:
            self._add(slug, place, lambda: _text(found))
        elif found.fault:
            self._refuse(found, place, ending)
        elif ending == ".ipynb":
            self._read_notebook(found, place)
        elif ending in ARCHIVES:
            self._read_archive(found, place, depth)
        else:
            self._leave(found, name, place, ending)

    def submission(self, student: str, safe: str) -> Submission:
        """Return what was handed in, under a safe name."""
        chosen = {slug: self._chosen(slug) for slug in self._slugs}
        files = {slug: text for slug, (text, _) in chosen.items() if text}
        refused = {slug: reason for slug, (_, reason) in chosen.items() if reason}
        return Submission(safe, files, refused, tuple(self._all_notes(student, safe)))

    def _name(self, path: Names) -> str:
        return self.names.get(path, path[-1])

    # -- one file ----------------------------------------------------------------------

    def _add(self, slug: str, place: str, read: Callable[[], str]) -> None:
        answers = self._answers.setdefault(slug, [])
        if len(answers) <= MOST_FILES:
            try:
                answers.append(_Answer(place, read(), ""))
            except Unreadable as error:
                answers.append(_Answer(place, "", str(error)))

    def _refuse(self, found: Found, place: str, ending: str) -> None:
        """Note a fault, which is one of all katas where any may have been."""
        all_katas = found.is_folder or len(found.path) == 1 or ending not in ("", ".py")
        (self._problems if all_katas else self._notes).append(f"{place} {found.fault}")

    def _read_notebook(self, found: Found, place: str) -> None:
        cells = 0
        try:
            for number, word, cell in kata_cells(found.data):
                cells += 1
                where = f"{place}, cell {number}"
                if slug := self._words.get(word.casefold()):
                    self._add(slug, where, partial(source_of_cell, cell))
                elif cells <= MOST_NOTES and (
                    hint := did_you_mean(word[:50], self._slugs)
                ):
                    self._notes.append(
                        f"{where}: not read; no kata is called so.{hint}"
                    )
        except Unreadable as error:
            self._problems.append(f"{place} {error}")
        else:
            if not cells:
                self._notes.append(f"{place}: not read; no cell begins with %%kata")

    def _read_archive(self, found: Found, place: str, depth: int) -> None:
        self._archives += 1
        try:
            if self._archives > MOST_ARCHIVES or depth == DEEPEST_ARCHIVE:
                raise Unreadable(
                    f"is one of more than {MOST_ARCHIVES} archives, or more than"
                    f" {DEEPEST_ARCHIVE} deep"
                )
            for inner in files_of_archive(found.path, found.data, self.wanted):
                self.take(inner, depth + 1)
        except Unreadable as error:
            self._problems.append(f"{place} {error}")

    def _leave(self, found: Found, name: str, place: str, ending: str) -> None:
        """Note a file that holds no answer."""
        small = name.lower()
        module = (
            found.path[-2] if small == "__init__.py" and found.path[1:] else small[:-3]
        )
        if small in PLANTED or small.endswith(".pth"):
            self._notes.append(f"{place}: not read; it would change how Python runs")
        elif ending == ".py" and module in LIBRARIES:
            self._notes.append(f"{place}: not read; it would stand in for a library")
        elif ending == ".py" and not kata_named(
            small.removeprefix("test_"), self._slugs
        ):
            self._unnamed.append((place, small[:-3]))
        elif ending and ending != ".py" and len(found.path) <= 2:
            self._problems.append(f"{place} is not a zip or tar archive")
        else:
            self._others.append(place)

    # -- all of them -------------------------------------------------------------------

    def _chosen(self, slug: str) -> tuple[str, str]:
        """Return the text for a kata and "", or "" and why there is none."""
        found = self._answers.get(slug, [])
        if not found:
            return "", self._problems[0] if self._problems else ""
        # A workspace has the stubs of all katas, also where a notebook was written.
        written = [answer for answer in found if answer.is_written] or found
        if len({(answer_in(text), fault) for _, text, fault in written}) > 1:
            places = ", ".join(answer.place for answer in written)
            return "", f"different files for one kata: {places}. Hand in one"
        if len(found) > MOST_FILES:
            return "", f"more than {MOST_FILES} files for one kata. Hand in one"
        place, text, fault = written[0]
        return text, f"{place} {fault}" if fault else ""

    def _all_notes(self, student: str, safe: str) -> Iterator[str]:
        if safe != unicodedata.normalize("NFC", student):
            yield f"handed in as {shown(ascii(student), 300)}"
        notes = [*self._problems, *self._notes]
        yield from notes[:MOST_NOTES]
        room = max(0, MOST_NOTES - len(notes))
        for place, stem in self._unnamed[:room]:
            yield f"{place}: {NO_KATA}.{did_you_mean(stem[:50], self._slugs)}"
        places = [place for place, _ in self._unnamed[room:]] + self._others
        if count := len(places) + len(notes[MOST_NOTES:]):
            some = ", ".join(places[:3])
            yield f"{count} other files, not read: {some}{', ...' * (count > 3)}"


def _text(found: Found) -> str:
    if found.fault:
        raise Unreadable(found.fault)
    return source_of(found.data)
