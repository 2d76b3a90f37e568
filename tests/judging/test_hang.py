"""Where a test was that did not stop: found in the interpreter's own trace."""

import faulthandler
import signal

import pytest

from nnkata.judging.card import place_in
from nnkata.subject.limits import OUT_OF_TIME, time_limit

DUMPING = 7  # the line that writes the trace

CODE = """
def double(x):
    return inner(x)


def inner(x):
    return dump()
"""


@pytest.fixture(params=["plain", "mit Umläuten é"])
def traced(request, tmp_path):
    """A learner's file in a folder of that name, and a trace out of it."""
    folder = tmp_path / request.param
    folder.mkdir()
    file, trace = folder / "double.py", folder / "trace"
    file.write_text(CODE, encoding="utf-8")
    with open(trace, "w", encoding="utf-8") as stream:
        names = {"dump": lambda: faulthandler.dump_traceback(stream)}
        exec(compile(CODE, str(file), "exec"), names)
        names["double"](1)
    return file, trace.read_text(encoding="utf-8")


def test_the_innermost_line_of_the_file_is_found(traced):
    file, trace = traced
    place = place_in(trace, str(file))
    assert (place.file, place.line, place.function) == (str(file), DUMPING, "inner")
    assert place.code == "return dump()"


def test_a_line_that_was_edited_since_is_read_anew(traced):
    file, trace = traced
    place_in(trace, str(file))
    file.write_text(CODE.replace("dump()", "another(1)"), encoding="utf-8")
    assert place_in(trace, str(file)).code == "return another(1)"


def test_a_trace_of_other_files_has_no_place(traced):
    _, trace = traced
    assert place_in(trace, "elsewhere.py") is None


def test_without_a_trace_there_is_no_place():
    assert place_in("", "double.py") is None


def test_of_several_traces_the_last_counts(traced):
    file, trace = traced
    later = trace.replace(f"line {DUMPING}", f"line {DUMPING - 1}")
    assert place_in(trace + later, str(file)).line == DUMPING - 1


RUN = """
import sys
from nnkata.subject.limits import limit_by_thread, time_limit


with {limit}:
    double(1)
"""
SIGNALS = "time_limit(0.2, trace=sys.stderr)"
THREAD = "limit_by_thread(0.2, 60.0, sys.stderr)"


@pytest.fixture
def ended(tiny, python, stubborn):
    """Run a loop that cannot be stopped; its exit status, and where it was."""

    def run(limit):
        text = f"def double(x):\n{stubborn()}\n{RUN.format(limit=limit)}"
        file = tiny.write("stubborn.py", text)
        process = python(str(file), cwd=tiny.root)
        print(process.stderr)
        return process.returncode, place_in(process.stderr, str(file)).function

    return run


def test_a_watching_thread_ends_what_does_not_stop(ended):
    assert ended(THREAD) == (OUT_OF_TIME, "double")


def test_what_ends_in_time_leaves_no_trace(tmp_path):
    trace = tmp_path / "trace"
    with trace.open("w") as stream, time_limit(60.0, trace=stream):
        pass
    assert trace.read_text() == ""


if hasattr(signal, "setitimer"):

    def test_the_system_ends_what_does_not_stop(ended):
        assert ended(SIGNALS) == (OUT_OF_TIME, "double")
