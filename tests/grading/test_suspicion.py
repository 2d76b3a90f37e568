"""Data in a file are pointed out; what somebody writes to answer a kata is not."""

import base64

import numpy as np
import pytest

from nnkata.content.python_files import read_source
from nnkata.content.workspace import bundled
from nnkata.grading.suspicion import MOST, size_of_constants, warnings_of

WORKSPACE = bundled()
FILES = [
    file
    for kata in WORKSPACE.path
    for file in (
        WORKSPACE.reference(kata.slug),
        *WORKSPACE.right_answers(kata.slug),
        *WORKSPACE.mistakes(kata.slug),
    )
]
DATA = np.random.default_rng(5).bytes(6000)
TEXT = base64.b64encode(DATA).decode()


def lines(text, width=76):
    return [text[start : start + width] for start in range(0, len(text), width)]


def number(text):
    return str(int.from_bytes(text, "big"))


CARRIERS = {
    "bytes": f"W = {DATA!r}",
    "base64": f"W = '{TEXT}'",
    "base64 in lines": "W = (" + "\n".join(f"'{line}'" for line in lines(TEXT)) + ")",
    "base64 in short lines": "W = '''" + "\n".join(lines(TEXT, 50)) + "'''",
    "docstring": f"def f():\n    '''\n{chr(10).join(lines(TEXT, 50))}'''",
    "comments": "\n".join(f"# {line}" for line in lines(TEXT)),
    "names": "\n".join(f"{'a' * 30}{line.hex()} = 0" for line in lines(DATA, 20)),
    "floats": f"W = {[round(byte / 7, 4) for byte in DATA[:700]]}",
    "negative numbers": f"W = {[-byte for byte in DATA]}",
    "whole numbers": f"W = {list(DATA)}",
    "arithmetic": " + ".join(number(DATA[n : n + 500]) for n in range(0, 6000, 500)),
    "hexadecimal": f"W = 0x{DATA.hex()}",
    "truth": f"W = {[byte > 99 for byte in DATA]}",
    "f-string": f"W = f'{TEXT}{{1}}'",
    "dict": f"W = {dict(enumerate(DATA))}",
    "letters": "a = b = 0\nW = [" + ",".join("ab"[byte % 2] for byte in DATA) + "]",
    "default": f"def f(x, W={DATA!r}): pass",
}


@pytest.mark.parametrize("name", CARRIERS)
def test_data_in_a_file_are_suspicious(name):
    assert warnings_of(CARRIERS[name])


@pytest.mark.parametrize("text", ["", "def f(:", "(" * 5000, "\0", "-" * 60000 + "1"])
def test_what_is_no_python_carries_nothing(text):
    assert size_of_constants(text) == 0


def test_no_answer_of_ours_is_suspicious():
    assert [file for file in FILES if warnings_of(read_source(file))] == []


def test_answers_stay_far_below_what_is_suspicious():
    assert max(size_of_constants(read_source(file)) for file in FILES) < MOST / 4
