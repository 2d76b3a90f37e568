"""What is done: a plain file in the workspace, keyed by slug and spec version.

An update that changes a spec does not take a passed kata away: it is shown as passed
under an earlier spec, until it is checked again.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from nnkata.catalog import Kata
from nnkata.errors import WorkspaceError

VERSION = 1
NEW, STARTED, EARLIER, DONE = "new", "started", "earlier spec", "done"


def spec_version(kata: Kata) -> str:
    """A short fingerprint of everything that decides what the spec demands."""
    digest = hashlib.sha256()
    for file in (kata.spec, kata.folder / "kata.toml"):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


class Progress:
    """The learner's record; every change is on disk before the call returns."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._passed: dict[str, str | None] = _read(file)

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

    def record(self, kata: Kata, passed: bool) -> None:
        """Remember a verdict; a later failure does not undo an earlier pass."""
        if passed:
            self._passed[kata.slug] = spec_version(kata)
        else:
            self._passed.setdefault(kata.slug, None)
        self._write()

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
        self._write()

    def _write(self) -> None:
        content = {"version": VERSION, "passed": self._passed}
        write_whole(self.file, json.dumps(content, indent=2, sort_keys=True) + "\n")


@contextmanager
def beside(target: Path, ending: str = ".part") -> Iterator[Path]:
    """A path beside the target to write to; it gets the target's name at the end.

    If anything is raised, what was written is gone, and what the target was, it still is.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}{ending}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(target)
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    if part.is_dir():
        import shutil  # not at the top: `list` has to answer at once

        shutil.rmtree(part, ignore_errors=True)
    with suppress(OSError):  # renamed, or never made
        part.unlink()


def write_whole(file: Path, text: str) -> None:
    """Write a file that is either the old one or the new one, never a part."""
    try:
        with beside(file) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise WorkspaceError(
            f"{file} cannot be written: {error.strerror}. Nothing was changed."
        ) from None


def _read(file: Path) -> dict[str, str | None]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if content["version"] > VERSION:
            raise WorkspaceError(
                f"{file} was written by a newer nnkata. Update nnkata, or move it away."
            )
        return dict(content["passed"])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise WorkspaceError(f"{file} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError):
        raise WorkspaceError(
            f"{file} is damaged. Move it away to start a new record;"
            " your katas are not touched, `nnkata grade` fills it again."
        ) from None
