"""Limits of time: by signals, by a thread, or none where the host keeps the clock."""

import signal
import sys
import threading
from contextlib import nullcontext

import pytest

from nnkata.subject import limits

IMPLEMENTATIONS = [limits.limit_by_thread]
if hasattr(signal, "setitimer"):
    IMPLEMENTATIONS.append(limits.limit_by_signals)
if hasattr(sys, "monitoring"):
    IMPLEMENTATIONS.append(limits.limit_by_events)

BROWSER = """
import signal
import sys
import threading


def cannot_start(thread):
    raise RuntimeError("can't start new thread")


for name in ("setitimer", "SIGXCPU", "SIGPROF", "SIGALRM"):
    if hasattr(signal, name):
        delattr(signal, name)
threading.Thread.start = cannot_start
from nnkata.subject import limits

has_events = hasattr(sys, "monitoring")
expected = limits.limit_by_events if has_events else limits.no_limit
assert limits.choose_limits() is expected
assert limits.OUT_OF_TIME == 75
with limits.time_limit(0.001):
    sum(range(10**6))
"""


def wait_for_ever(how, seconds, clock):
    with limits.time_limit(seconds, clock, limits=how):
        while True:
            pass


@pytest.mark.parametrize("how", IMPLEMENTATIONS)
def test_processor_time_is_limited(how):
    with pytest.raises(limits.TimeLimit, match=r"limit of 0\.02 s of processor time"):
        wait_for_ever(how, 0.02, 60.0)


@pytest.mark.parametrize("how", IMPLEMENTATIONS)
def test_the_clock_is_limited_too(how):
    with pytest.raises(limits.TimeLimit, match=r"did not end within 0\.05 s"):
        wait_for_ever(how, 60.0, 0.05)


@pytest.mark.parametrize("how", IMPLEMENTATIONS)
def test_a_block_that_ends_in_time_is_left_alone(how):
    before = threading.active_count()
    with limits.time_limit(60.0, limits=how):
        pass
    assert threading.active_count() == before


@pytest.mark.skipif(not hasattr(sys, "monitoring"), reason="since Python 3.12")
def test_a_limit_in_a_limit_has_its_own_events():
    with limits.time_limit(60.0, limits=limits.limit_by_events):
        for _ in range(2):
            with pytest.raises(limits.TimeLimit, match=r"limit of 0\.02 s"):
                wait_for_ever(limits.limit_by_events, 0.02, 60.0)
    assert [*map(sys.monitoring.get_tool, limits.EVENT_TOOLS)] == [None, None]


def test_limits_are_an_argument():
    asked = []

    def how(*arguments):
        asked.append(arguments)
        return nullcontext()

    with limits.time_limit(2.0, 3.0, limits=how):
        pass
    assert asked == [(2.0, 3.0, None)]


def test_signals_are_for_the_main_thread_alone():
    chosen = []
    thread = threading.Thread(target=lambda: chosen.append(limits.choose_limits()))
    thread.start()
    thread.join()
    assert chosen == [limits.limit_by_thread]


def test_nothing_is_limited_where_the_host_keeps_the_clock(python, tmp_path):
    assert python("-c", BROWSER, cwd=tmp_path).stderr == ""
