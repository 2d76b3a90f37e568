"""The learner's record of passed katas: a JSON file with the spec that each passed.

An update that changes a spec does not take a passed kata away: it is shown as passed
under an earlier spec, until it is checked again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nnkata.content.catalog import Goal, Kata
from nnkata.errors import WorkspaceError
from nnkata.files import digest, set_aside, write_text

VERSION = 1
NEW, STARTED, EARLIER, DONE = "new", "started", "earlier spec", "done"


def spec_version(kata: Kata) -> str:
    """Return a short digest of what decides whether a kata is passed.

    That is the text of the spec, and of the facts in `kata.toml` the limits, what the
    kata may import, and its goals. Titles, texts, minutes and points have no part in it.
    """
    facts = [kata.needs, kata.limit, [_demands(goal) for goal in kata.goals]]
    decisive = json.dumps(facts, sort_keys=True).encode()
    return digest(kata.spec.read_bytes(), decisive)[:12]


def _demands(goal: Goal) -> dict[str, Any]:
    """Return what a goal demands: all but its points, and what authors prove it by."""
    return {
        k: v for k, v in vars(goal).items() if k not in ("points", "runs", "refuses")
    }


def _text_version(kata: Kata) -> str:
    """Return the version that records have from before 2026-12: of spec and `kata.toml`."""
    files = (kata.spec, kata.folder / "kata.toml")
    return digest(*(file.read_bytes() for file in files))[:12]


class Progress:
    """The learner's record; every change is on disk before the call returns.

    A record that cannot be used counts as empty, and `problem` says in one line what is
    wrong with it. A damaged one is set aside, and a new one begins. One of a newer
    nnkata, or one that cannot be read, is never overwritten.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.problem = ""
        self.passed: dict[str, str | None] = {}  # by kata: the spec it passed, if any
        self._goals: dict[str, list[str]] = {}
        self._locked = False
        self._read()

    def state(self, kata: Kata) -> str:
        """Return "new", "started", "earlier spec" or "done"."""
        if self.passed.get(kata.slug) is None:
            return STARTED if kata.slug in self.passed else NEW
        versions = (spec_version(kata), _text_version(kata))
        return DONE if self.passed[kata.slug] in versions else EARLIER

    def is_done(self, kata: Kata) -> bool:
        return self.state(kata) in (DONE, EARLIER)

    def missing_goals(self, kata: Kata) -> tuple[str, ...]:
        """Return the required graded runs that a kata's last verdict lacked."""
        return tuple(self._goals.get(kata.slug, ()))

    def record(self, kata: Kata, passed: bool, missing: Sequence[str] = ()) -> str:
        """Record a verdict; a later failure does not undo an earlier pass.

        Parameters
        ----------
        kata : Kata
        passed : bool
        missing : sequence of str
            The names of the required graded runs that have not been passed.

        Returns
        -------
        str
            The reason why it is not recorded, in one line; "" if it is.
        """
        version = spec_version(kata) if passed else self.passed.get(kata.slug)
        self.passed[kata.slug] = version
        self._goals.pop(kata.slug, None)
        self._goals |= {kata.slug: [*missing]} if missing else {}
        try:
            self._write()
        except WorkspaceError as error:
            return str(error) if self._locked else f"Progress is not recorded: {error}"
        return ""

    def merge(self, passed: Mapping[str, str | None]) -> None:
        """Add the passes of another record; none of this one is lost."""
        for slug, version in passed.items():
            self.passed[slug] = self.passed.get(slug) or version
        self._write()

    def carry_over(self, path: Iterable[Kata]) -> None:
        """Give older versions their present form, while the files they were made of are here.

        An update that changes texts alone then takes no pass away.
        """
        passed = [kata for kata in path if self.passed.get(kata.slug)]
        old = [k for k in passed if self.passed[k.slug] == _text_version(k)]
        if old:
            self.passed |= {kata.slug: spec_version(kata) for kata in old}
            self._write()

    def forget(self, slug: str) -> None:
        self.passed.pop(slug, None)
        self._goals.pop(slug, None)
        self._write()

    def _write(self) -> None:
        if self._locked:
            raise WorkspaceError(self.problem)
        content = {"version": VERSION, "passed": self.passed, "missing": self._goals}
        write_text(self.file, json.dumps(content, indent=2, sort_keys=True) + "\n")

    def _read(self) -> None:
        try:
            content = json.loads(self.file.read_text(encoding="utf-8-sig"))
            if content["version"] > VERSION:
                self._lock("was written by a newer nnkata. Update nnkata")
                return
            if not all(isinstance(v, str | None) for v in content["passed"].values()):
                raise ValueError("expected versions of specs")
            goals = content.get("missing", {}).items()
            self._goals = {slug: [*map(str, names)] for slug, names in goals}
            self.passed = content["passed"]
        except FileNotFoundError:
            return
        except OSError as error:
            self._lock(f"cannot be read: {error.strerror}. Move it away")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._begin_anew()

    def _lock(self, reason: str) -> None:
        self._locked = True
        self.problem = f"Progress is not recorded: {self.file} {reason}."

    def _begin_anew(self) -> None:
        renamed = set_aside(self.file)
        if renamed is None:
            self._lock("is damaged, and cannot be renamed. Move it away")
            return
        self.problem = (
            f"{self.file} is damaged. It is kept as {renamed.name}, and a new record"
            " begins. Your katas are not touched; `grade` fills the record again."
        )
