"""The diagnosis of a session: what is said of a failure at once, and what at the end.

A card appears without a reading: any later call may contradict it. Once the calls of all
unit tests of a kata are recorded, its failures are looked into again.
"""

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnkata.judging.item import SpecItem
from nnkata.subject import limits
from nnkata.subject.loader import Loader

if TYPE_CHECKING:
    from nnkata.diagnosis.examiner import Examiner
    from nnkata.diagnosis.implementations import Implementations

# Seconds of processor time that an isolated subject gets for it, or more: the patience.
ISOLATED = 1.0
AT_THE_END = 6  # times the patience with one failure: for all of them together


@dataclass
class Diagnosis:
    """Examines the failures of a session.

    Attributes
    ----------
    items : dict of str to SpecItem
        Those of the subject that is judged, by their ids.
    patience : float, optional
        Seconds for a failure, if it is to differ from the usual: 0 for no diagnosis.
    at_once : bool
        Whether a failure is looked into as soon as it is there, for somebody who waits.
    """

    items: dict[str, SpecItem] = field(default_factory=dict)
    patience: float | None = None
    at_once: bool = True
    # By kata: every subject is compared with the same ones.
    _implementations: dict[Path, "Implementations"] = field(default_factory=dict)
    _examiners: dict[Path, "Examiner"] = field(default_factory=dict)
    _settled: dict[Path, int] = field(default_factory=dict)  # number of unit tests

    def begin(self, patience: float | None, at_once: bool = True) -> None:
        """Begin with a subject: of an earlier one, only what it was compared with stays."""
        self.items, self.patience, self.at_once = {}, patience, at_once
        self._examiners, self._settled = {}, {}

    def examine(self, item: SpecItem, error: BaseException, complete: bool) -> Any:
        """Return what is found of a failed test, None without a diagnosis.

        A mistake is named only if the calls of all tests are there: `complete`.
        """
        if self.patience == 0 or not (complete or self.at_once):
            return None
        item.recorder.listening = False
        own = item.recorder.calls
        tests = [each for each in self._units(item.item.path) if each is not item]
        others = [call for each in tests for call in each.recorder.calls]
        examiner = self.examiner(item.loader)
        item.loader.begin_test(max(ISOLATED * limits.slowness(), self.patience or 0))
        try:
            with item.loader.imports():
                return examiner.examine(own, error, others, complete=complete)
        except (limits.Died, limits.TimeLimit, limits.Flood):
            return None  # an isolated subject is called again, and may do anything
        except Exception:
            if not item.loader.is_walled:
                raise
            return None  # what a stranger has returned need not be what it seems

    def settle(self, path: Path) -> Iterator[SpecItem | None]:
        """Look into all failures of a spec again.

        Yields after each: the test if its card is new, else None.
        """
        units = self._units(path)
        if self._settled.get(path) == len(units) or self.patience == 0:
            return
        self._settled[path] = len(units)
        failures = [each for each in units if each.failed is not None]
        if not failures:
            return
        patience = AT_THE_END * self.examiner(failures[0].loader).patience
        end = time.process_time() + patience
        for each in failures:
            if time.process_time() < end:
                yield each if each.judge_again(self.examine) else None

    def unnamed(self) -> SpecItem | None:
        """Return the first failure that was looked into, if no failure has a reading."""
        failures = [each for each in self.items.values() if each.finding is not None]
        if self.patience == 0 or any(each.finding.mistake for each in failures):
            return None
        return next(iter(failures), None)

    def locate(self, item: SpecItem, how: limits.Limits) -> Generator[None, None, bool]:
        """Put the line to change onto a card; return whether it was found.

        Yields after everything that was tried.
        """
        from nnkata.judging.location import located  # which few runs need

        implementations = self.examiner(item.loader).implementations
        found = yield from located(
            item, self._units(item.item.path), implementations, how
        )
        if found is not None:
            item.locate(*found)
        return found is not None

    def examiner(self, loader: Loader) -> "Examiner":
        """Return what examines a file; NumPy and the mistakes are loaded for it."""
        from nnkata.diagnosis import examiner
        from nnkata.diagnosis.implementations import Implementations

        if loader.file not in self._examiners:
            kata, patience, slow = loader.kata, examiner.PATIENCE, examiner.SLOW
            if kata.extras:
                patience, slow = examiner.MORE_PATIENCE, examiner.MORE_SLOW
            if kata.folder not in self._implementations:
                self._implementations[kata.folder] = Implementations(loader)
            slowness, patience = limits.slowness(), self.patience or patience
            self._examiners[loader.file] = examiner.Examiner(
                self._implementations[kata.folder], patience * slowness, slow * slowness
            )
        return self._examiners[loader.file]

    def _units(self, path: Path) -> list[SpecItem]:
        """Return the unit tests of a spec so far."""
        items = self.items.values()
        return [each for each in items if each.item.path == path and not each.goal]
