"""A spec that is collected once, in this process, and judges one subject after another.

This makes a proof with hundreds of subjects affordable, and needs no other process. A
learner's file gets a process of its own in `runner` wherever there can be one.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from _pytest.config import _prepareconfig

from nnkata.content.catalog import Kata
from nnkata.errors import ContentError
from nnkata.judging.environment import ISOLATED, judging_environment
from nnkata.judging.session import Session, session_of

# What pytest brings for other reports, other tests and its own debugging; to import that
# takes a browser a tenth of its start.
NEEDLESS = ("debugging", "doctest", "junitxml", "pastebin", "setuponly", "unittest")
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
    with collected(kata, options) as (session, items):
        use(session, items)


@contextmanager
def collected(
    kata: Kata, options: Sequence[str] = ()
) -> Iterator[tuple[Session, list[pytest.Item]]]:
    """Collect the unit tests of a kata's spec, and hold them until the block ends.

    The value of the block are the session and the tests; `with_collected` says the rest.
    """
    arguments = [str(kata.spec), f"--rootdir={kata.folder}", "--goals=none", *ISOLATED]
    arguments += ["-p", "no:terminal", "--capture=sys", *options]
    arguments += [f"-pno:{plugin}" for plugin in NEEDLESS]
    with judging_environment():
        # What `pytest.main` does, which has no place to stop between collecting and running.
        config = _prepareconfig(arguments)
        session = pytest.Session.from_config(config)
        try:
            config._do_configure()
            config.hook.pytest_sessionstart(session=session)
            config.hook.pytest_collection(session=session)
            if session.testsfailed:
                raise ContentError(f"The spec of {kata.slug} cannot be collected.")
            yield session_of(config), session.items
            config.hook.pytest_sessionfinish(session=session, exitstatus=0)
        finally:
            config._ensure_unconfigure()
