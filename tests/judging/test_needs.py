"""Assemblies on the learner's own earlier files: isolation, pride, and borrowing."""

from nnkata.content.catalog import read_path
from nnkata.judging.job import Job
from nnkata.judging.runner import first_deviating, grade
from nnkata.report.text import kata_lines

TRIPLED = "def double(x):\n    return 3 * x\n"


def test_a_kata_is_judged_against_the_references_it_needs(tiny):
    tiny.mine(TRIPLED)
    tiny.solve("quadruple")
    assert grade(Job(tiny.kata("quadruple"))).passed


def test_on_own_files_an_earlier_slip_shows(tiny):
    tiny.mine(TRIPLED)
    tiny.solve("quadruple")
    assert not grade(Job(tiny.kata("quadruple"), needs="mine")).passed


def test_the_first_deviating_kata_is_found(tiny):
    tiny.mine(TRIPLED)
    path = read_path(tiny.root / "katas")
    found = first_deviating(tiny.kata("quadruple"), path)
    assert found is not None
    assert found.slug == "double"


def test_no_kata_deviates_where_all_are_right(tiny):
    tiny.solve("double")
    path = read_path(tiny.root / "katas")
    assert first_deviating(tiny.kata("quadruple"), path) is None


def test_what_is_not_written_can_be_borrowed_and_is_told(tiny):
    tiny.solve("quadruple")
    verdict = grade(Job(tiny.kata("quadruple"), needs="borrow"))
    assert verdict.passed
    assert verdict.borrowed == ("double",)
    assert "  borrowed from the reference: double" in kata_lines(verdict)


def test_what_is_written_is_not_borrowed(tiny):
    tiny.mine(TRIPLED)
    tiny.solve("quadruple")
    verdict = grade(Job(tiny.kata("quadruple"), needs="borrow"))
    assert not verdict.passed
    assert verdict.borrowed == ()
