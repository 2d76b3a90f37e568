"""What is done: a plain file in the workspace, keyed by slug and spec version.

An update that changes a spec does not take a passed kata away: it is shown as passed
under an earlier spec, until it is checked again.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from nnkata.content.catalog import Kata
from nnkata.errors import WorkspaceError
from nnkata.files import digest, set_aside, write_text

VERSION = 1
NEW, STARTED, EARLIER, DONE = "new", "started", "earlier spec", "done"


def spec_version(kata: Kata) -> str:
    """A short fingerprint of everything that decides what the spec demands."""
    files = (kata.spec, kata.folder / "kata.toml")
    return digest(*(file.read_bytes() for file in files))[:12]


class Progress:
    """The learner's record; every change is on disk before the call returns.

    A record that cannot be used stops nobody: it counts as empty, and `problem` says in
    one line what is wrong with it. A damaged one is set aside, and a new one begins. One
    of a newer nnkata, or one that cannot be read, is never overwritten.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problem = ""
        self._locked = False
        self._goals: dict[str, list[str]] = {}
        self._passed: dict[str, str | None] = self._read()

    def state(self, kata: Kata) -> str:
        """One of "new", "started", "earlier spec" and "done"."""
        if kata.slug not in self._passed:
            return NEW
        version = self._passed[kata.slug]
        if version is None:
            return STARTED
        return DONE if version == spec_version(kata) else EARLIER

    def is_done(self, kata: Kata) -> bool:
        return self.state(kata) in (DONE, EARLIER)

    def missing_goals(self, kata: Kata) -> tuple[str, ...]:
        """The graded runs that a kata lacked in its last verdict."""
        return tuple(self._goals.get(kata.slug, ()))

    def record(self, kata: Kata, passed: bool, missing: Sequence[str] = ()) -> str:
        """Remember a verdict; a later failure does not undo an earlier pass.

        Parameters
        ----------
        kata : Kata
        passed : bool
        missing : sequence of str
            The names of the required graded runs that have not been passed.

        Returns
        -------
        str
            Why it could not be recorded, in one line; "" if it was. A verdict is worth
            as much without a record.
        """
        if passed:
            self._passed[kata.slug] = spec_version(kata)
        else:
            self._passed.setdefault(kata.slug, None)
        self._goals.pop(kata.slug, None)
        self._goals |= {kata.slug: [*missing]} if missing else {}
        try:
            self._write()
        except WorkspaceError as error:
            return (
                self.problem if self._locked else f"Progress is not recorded: {error}"
            )
        return ""

    @property
    def passed(self) -> dict[str, str | None]:
        """For each kata that was tried, the spec that it passed, if it passed one."""
        return dict(self._passed)

    def merge(self, passed: Mapping[str, str | None]) -> None:
        """Take over what another record has; no pass of this one is lost."""
        for slug, version in passed.items():
            if self._passed.get(slug) is None:
                self._passed[slug] = version
        self._write()

    def forget(self, slug: str) -> None:
        self._passed.pop(slug, None)
        self._goals.pop(slug, None)
        self._write()

    def _write(self) -> None:
        if self._locked:
            raise WorkspaceError(self.problem)
        content = {"version": VERSION, "passed": self._passed, "missing": self._goals}
        write_text(self.file, json.dumps(content, indent=2, sort_keys=True) + "\n")

    def _read(self) -> dict[str, str | None]:
        try:
            content = json.loads(self.file.read_text(encoding="utf-8-sig"))
            if content["version"] > VERSION:
                return self._lock("was written by a newer nnkata. Update nnkata")
            goals = content.get("missing", {}).items()
            self._goals = {slug: [*map(str, names)] for slug, names in goals}
            return _checked(content["passed"])
        except FileNotFoundError:
            return {}
        except OSError as error:
            return self._lock(f"cannot be read: {error.strerror}. Move it away")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return self._begin_anew()

    def _lock(self, what: str) -> dict[str, str | None]:
        self._locked = True
        self.problem = f"Progress is not recorded: {self.file} {what}."
        return {}

    def _begin_anew(self) -> dict[str, str | None]:
        kept = set_aside(self.file)
        if kept is None:
            return self._lock("is damaged, and cannot be renamed. Move it away")
        self.problem = (
            f"{self.file} is damaged. It is kept as {kept.name}, and a new record begins."
            " Your katas are not touched; `grade` fills the record again."
        )
        return {}


def _checked(passed: object) -> dict[str, str | None]:
    """The marks of a record, or an error if they are anything else."""
    marks: dict[str, str | None] = dict(passed)  # type: ignore[call-overload]
    if not all(
        isinstance(k, str) and isinstance(v, str | None) for k, v in marks.items()
    ):
        raise ValueError("expected names of katas and versions of specs")
    return marks
