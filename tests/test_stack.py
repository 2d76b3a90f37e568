"""Where a test was that did not stop: found in the interpreter's own trace."""

import faulthandler

import pytest

from nnkata.stack import place_in, stack_file, stack_later

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
    return file, trace


def test_the_innermost_line_of_the_file_is_found(traced):
    file, trace = traced
    place = place_in(trace, str(file))
    assert (place.path, place.line, place.function) == (file, 7, "inner")
    assert place.code == "return dump()"


def test_a_line_that_was_edited_since_is_read_anew(traced):
    file, trace = traced
    place_in(trace, str(file))
    file.write_text(CODE.replace("dump()", "another(1)"), encoding="utf-8")
    assert place_in(trace, str(file)).code == "return another(1)"


def test_a_trace_of_other_files_has_no_place(traced):
    _, trace = traced
    assert place_in(trace, "elsewhere.py") is None


def test_without_a_trace_there_is_no_place(tmp_path):
    assert place_in(tmp_path / "none", "double.py") is None


def test_what_ends_in_time_leaves_no_trace(tmp_path):
    stream = tmp_path / "stream"
    with stack_later(str(stream), 60.0):
        pass
    assert stack_file(stream).read_bytes() == b""


def test_what_does_not_end_leaves_its_trace(tmp_path):
    stream = tmp_path / "stream"
    with stack_later(str(stream), 0.0):
        while not stack_file(stream).read_bytes():
            pass
    assert place_in(stack_file(stream), __file__).function == (
        "test_what_does_not_end_leaves_its_trace"
    )


def test_without_a_stream_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with stack_later(None, 0.0):
        pass
    assert list(tmp_path.iterdir()) == []
