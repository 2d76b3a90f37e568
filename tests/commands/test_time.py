"""`nnkata time`: one's answer beside the reference, naive loops and the limit."""

from io import BytesIO, TextIOWrapper

import pytest

from nnkata.commands import time
from nnkata.timing.contest import PRODUCTS, REFERENCE
from nnkata.timing.measure import Times

NAIVE_FACTOR = 64.0


@pytest.fixture
def measured(timed, monkeypatch):
    """Nothing is measured: the times are those of the test."""
    asked = []

    def measure(workspace, kata, subjects):
        asked.append((kata.slug, subjects))
        mine, naive = subjects
        seconds = {naive: 0.412, mine: 0.002, REFERENCE: 0.001}
        factors = {**dict.fromkeys(seconds, 1.0), naive: NAIVE_FACTOR}
        times = Times("Numbers, twice", seconds, factors, 5, "Haswell")
        times.seconds[PRODUCTS] = 0.0005
        return times

    monkeypatch.setattr(time, "measure", measure)
    return asked


def test_each_is_shown_as_a_ratio_with_a_bar(run, measured, lines):
    status, out, _ = run("time", "double")
    shown = lines(out)
    assert status == 0
    assert shown[0] == "double: Numbers, twice"
    assert [line.rstrip("# ") for line in shown[2:6]] == [
        "sum 412 ×",
        "yours 2.00 ×",
        "reference 1.00 ×",
        "matrix products alone 0.50 ×",
    ]
    assert all("#" in line for line in out.splitlines()[2:6])


def test_how_it_was_measured_is_said(run, measured):
    out = run("time", "double")[1]
    assert "1 × is 1 ms of processor time: the median of 5 rounds" in out
    assert "BLAS kernel Haswell" in out
    assert "sum: 1 part of 64 was measured, and multiplied." in out
    assert "`nnkata why double` tells" in out
    assert "There are no matrix products" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_work_without_products_says_so(run, timed):
    file = timed.workspace.solutions / "double" / "work.py"
    file.write_text(file.read_text("utf-8").split("def products")[0], "utf-8")
    timed.solve()
    out = run("time", "double")[1]
    assert "There are no matrix products in it." in out
    assert "matrix products alone" not in out


@pytest.mark.parametrize(
    "force, encoding, cell",
    [("1", "utf-8", "█"), ("1", "ascii", "#"), ("", "utf-8", "#")],
)
def test_a_terminal_gets_blocks_if_it_has_them(monkeypatch, force, encoding, cell):
    monkeypatch.setenv("FORCE_COLOR", force)
    monkeypatch.setattr("sys.stdout", TextIOWrapper(BytesIO(), encoding))
    assert time._cell() == cell


def test_naive_loops_and_any_subject_are_asked_for(run, measured, timed):
    run("time", "double", "--subject=reference")
    naive = timed.workspace.solutions / "double" / "right" / "sum.py"
    assert measured == [("double", ["reference", str(naive)])]


def test_an_unknown_kata_gets_a_suggestion(run, timed):
    status, out, err = run("time", "duble")
    assert (status, out) == (2, "")
    assert "Did you mean 'double'?" in err


def test_a_kata_without_work_is_one_line(run, timed):
    status, out, err = run("time", "quadruple")
    assert (status, out) == (2, "")
    assert "quadruple does too little work to be timed" in err


def test_an_unknown_subject_is_told(run, timed):
    assert "There is no subject 'mien'" in run("time", "double", "--subject=mien")[2]


def test_a_stub_is_told(run, timed):
    status, out, err = run("time", "double")
    assert (status, out) == (2, "")
    assert "double.py is not written yet: double: write me" in err


def test_an_answer_is_timed(run, timed):
    timed.solve()
    out = run("time", "double")[1]
    assert "yours" in out
    assert "reference" in out
