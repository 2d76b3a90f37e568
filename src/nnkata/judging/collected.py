"""A spec that is collected once, in this process, and judges one subject after another.

This makes a proof with hundreds of subjects affordable, and needs no other process. A
learner's file gets a process of its own in `runner` wherever there can be one.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from nnkata.content.catalog import Kata
from nnkata.errors import ContentError
from nnkata.judging.environment import ISOLATED, judging_environment
from nnkata.judging.session import Session, session_of

# What is to be done with a session and the tests that it has collected.
Use = Callable[[Session, list[pytest.Item]], None]


def with_collected(kata: Kata, use: Use, options: Sequence[str] = ()) -> None:
    """Collect the unit tests of a kata's spec, and call `use` while they are there.

    `use` is called with the session and the tests: `session.judge(subject, items)`
    returns the verdicts on one subject. More `options` go to pytest.

    Raises
    ------
    ContentError
        If the spec cannot be collected.
    """
    loop = _Loop(use, ContentError(f"The spec of {kata.slug} cannot be collected."))
    arguments = [str(kata.spec), f"--rootdir={kata.folder}", "--goals=none", *ISOLATED]
    arguments += ["-p", "no:terminal", "--capture=sys", *options]
    with judging_environment():
        pytest.main(arguments, plugins=[loop])
    if loop.error is not None:
        raise loop.error


class _Loop:
    """A pytest plugin that takes the place of the loop over tests."""

    def __init__(self, use: Use, error: BaseException) -> None:
        self._use = use
        self.error: BaseException | None = error

    def pytest_runtestloop(self, session: Any) -> bool:
        if not session.testsfailed:
            self._use(session_of(session.config), session.items)
            self.error = None
        return True

    def pytest_internalerror(self, excinfo: Any) -> None:
        """Keep an error of ours, which pytest would only print."""
        self.error = excinfo.value
