"""A pre-started process that runs one pytest job and exits.

`nnkata.judging.pool` starts it. Its standard input and output are the channel: jobs
come in, events go out, each with the token of the job. Both are put out of reach before
anything else runs, so that what a test prints goes to the log. No two runs share a
process, and none outlives the process that started it: it ends with its input.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any


class Channel:
    """The worker's end of what it shares with the process that started it.

    `at_end` is called before the process ends with its input.
    """

    def __init__(self, at_end: Callable[[], None] = lambda: None) -> None:
        self._at_end = at_end
        self._reads, self._writes = os.fdopen(os.dup(0), "rb", 0), os.dup(1)
        self.trace = os.fdopen(os.dup(2), "w")  # what faulthandler writes goes there
        with open(os.devnull, "rb") as nothing:
            os.dup2(nothing.fileno(), 0)
        os.dup2(2, 1)
        self._token = ""

    def receive(self) -> dict[str, Any]:
        """Return the next message; at the end of the input, the process ends."""
        line = self._read_line()
        if not line.endswith(b"\n"):
            self._at_end()
            os._exit(0)
        message: dict[str, Any] = json.loads(line)
        self._token = message["token"]
        return message

    def _read_line(self) -> bytes:
        """Return the next line, b"" at the end of the input."""
        try:
            return self._reads.readline()
        except ConnectionError:  # the other end is gone, and left something unread
            return b""

    def send(self, event: dict[str, Any]) -> None:
        """Report an event."""
        data = f"{self._token} {json.dumps(event)}\n".encode()
        while data:
            data = data[os.write(self._writes, data) :]

    def end_with_the_parent(self) -> None:
        """End this process when the one that started it is gone."""

        def wait() -> None:
            self._read_line()
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()


class _Reporter:
    """A pytest plugin that sends the events of a session, and defects of ours."""

    def __init__(self, channel: Channel, waits: bool) -> None:
        self._channel = channel
        self._waits = waits

    def pytest_runtestloop(self, session: Any) -> None:
        """Begin to report; a process that was prepared waits for its job first."""
        from nnkata.judging.session import session_of

        ours = session_of(session.config)
        ours.trace = self._channel.trace
        if self._waits:
            ours.get_ready(session.items)
            self._channel.receive()
        self._channel.end_with_the_parent()
        ours.report_to(self._channel.send)

    def pytest_internalerror(self, excrepr: Any) -> None:
        """Report a defect of nnkata or of pytest: no fault of the file under test."""
        self._channel.send({"event": "defect", "text": str(excrepr)})


def main() -> int:
    """Load what a verdict needs, wait for a job, run it."""
    channel = Channel()
    leave_no_core()
    load()
    import pytest

    job = channel.receive()
    os.chdir(job["folder"])
    sys.argv = ["pytest", *job["arguments"]]
    reporter = _Reporter(channel, waits=job.get("wait", False))
    return int(pytest.main(job["arguments"], [reporter]))


def load() -> None:
    """Import all that a verdict may need, and hide it from the collector of garbage.

    The collections that pytest asks for at the end of a session are most of a warm run.
    """
    import gc
    import importlib

    import _pytest.config

    from nnkata import testing  # noqa: F401
    from nnkata.diagnosis import examiner, implementations  # noqa: F401
    from nnkata.judging.environment import PLUGINS
    from nnkata.subject.limits import slowness

    builtin = [f"_pytest.{name}" for name in _pytest.config.default_plugins]
    for name in (*builtin, *PLUGINS):
        importlib.import_module(name)
    slowness()  # measured once, before anybody waits for a verdict
    gc.collect()
    gc.freeze()


def leave_no_core() -> None:
    """A process that the system ends at its limit leaves no dump of its memory."""
    with suppress(ImportError):  # Windows
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
