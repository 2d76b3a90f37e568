"""pytest alone: the same judgement as `nnkata check`, in the same words."""

import xml.etree.ElementTree as ET

import pytest

from nnkata.judging.job import Job
from nnkata.judging.runner import grade

WRONG = """
def double(x):
    return 7 if x == 3 else 1 / x
"""


@pytest.fixture(scope="module")
def wrong(shared, pytest_in):
    """A wrong answer, judged by the grader and by pytest with a JUnit file."""
    shared.mine(WRONG)
    verdict = grade(Job(shared.kata()))
    file = shared.root / "pytest.xml"
    done = pytest_in(shared, "katas/double", f"--junitxml={file}")
    return verdict, done.stdout, ET.parse(file)


@pytest.fixture(scope="module")
def pytest_in(python):
    """Plain pytest in a workspace, as a learner calls it."""

    def run(find_workspace, *words):
        quick = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest")
        return python("-m", "pytest", *quick, *words, cwd=find_workspace.root)

    return run


def outcomes(junit):
    """Names of the tests, and whether each passed."""
    return {case.get("name"): len(case) == 0 for case in junit.iter("testcase")}


def test_pytest_and_check_judge_alike(wrong):
    verdict, _, junit = wrong
    assert outcomes(junit) == {test.name: test.passed for test in verdict.tests}


def test_pytest_and_check_use_the_same_words(wrong):
    verdict, out, _ = wrong
    failed = [test for test in verdict.tests if not test.passed]
    assert len(failed) == 3
    for test in failed:
        assert "\n".join(test.card) in out


def test_no_line_of_ours_is_shown(wrong):
    assert "nnkata/testing.py" not in wrong[1].replace("\\", "/")


def test_junit_has_the_first_line_of_the_card_as_message(wrong):
    verdict, _, junit = wrong
    told = [failure.get("message") for failure in junit.iter("failure")]
    assert told == [test.card[0] for test in verdict.tests if not test.passed]


def test_a_stub_is_told_in_one_line_without_a_traceback(tiny, pytest_in):
    out = pytest_in(tiny, "katas/double").stdout
    told = [line for line in out.splitlines() if line.startswith("double: write me")]
    assert len(told) == 3
    assert "double.py:6" in told[0]
    assert "raise NotImplementedError" not in out


def test_nothing_is_skipped(tiny, pytest_in):
    tiny.mine('import pytest\n\n\ndef double(x):\n    pytest.skip("easy")\n')
    done = pytest_in(tiny, "katas/double")
    assert done.returncode == 1
    assert "3 failed" in done.stdout.splitlines()[-1]


def test_every_kata_can_be_judged_at_once(tiny, pytest_in):
    done = pytest_in(tiny, "katas", "--subject=reference")
    assert done.returncode == 0
    assert "5 passed" in done.stdout.splitlines()[-1]


def test_a_missing_extra_fails_kindly(tiny, pytest_in):
    facts = tiny.root / "katas" / "double" / "kata.toml"
    text = facts.read_text("utf-8") + 'extras = ["not_installed_xyz"]\n'
    facts.write_text(text, encoding="utf-8")
    done = pytest_in(tiny, "katas/double", "--subject=reference")
    assert done.returncode == 1
    assert "double needs not_installed_xyz: " in done.stdout
    assert '-m pip install "nnkata[not_installed_xyz]"' in done.stdout


def test_a_misspelt_subject_is_told_without_a_traceback(tiny, pytest_in):
    done = pytest_in(tiny, "katas/double", "--subject=referense")
    told = done.stdout + done.stderr
    assert "There is no subject 'referense'. Did you mean 'reference'?" in told
    assert "INTERNALERROR" not in told


def test_tests_that_are_no_specs_are_left_alone(tiny, pytest_in):
    tiny.write("other/test_other.py", "def test_it():\n    assert 1 + 1 == 3\n")
    out = pytest_in(tiny, "other").stdout
    assert "assert (1 + 1) == 3" in out
