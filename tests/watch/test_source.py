"""The learner's file as the watch sees it: complete, half written, or missing."""

import pytest

from nnkata.watch.source import problem_of

RIGHT = "def double(x):\n    return 2 * x\n"


def test_a_sound_file_has_no_problem(tiny):
    assert problem_of(tiny.mine(RIGHT)) == ()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", 'r = "\\d"\n', "x = 1 is 1\n"])
def test_what_can_be_judged_is_judged(tiny, text):
    assert problem_of(tiny.mine(text)) == ()


def test_a_text_in_no_encoding_is_left_to_the_verdict(tiny):
    tiny.kata().stub.write_bytes(b"x = '\xff'\n")
    assert problem_of(tiny.kata().stub)[0].startswith(
        "double.py cannot be read as Python"
    )


def test_a_folder_in_place_of_the_file_is_a_problem(tiny):
    tiny.kata().stub.unlink()
    tiny.kata().stub.mkdir()
    assert problem_of(tiny.kata().stub)[0].startswith("double.py cannot be read: ")


def test_what_does_not_parse_is_marked(tiny):
    lines = problem_of(tiny.mine("def double(x):\n    return 2 * (x\n"))
    assert lines[1:] == ("line 2:  return 2 * (x", " " * 20 + "^")
