"""The generated tables of README: what is not proved here stays as it is."""

from nnkata.authoring.proof import Proof
from nnkata.authoring.readme import GOALS, PROOFS, differences, proof_table, put

COUNTS = dict.fromkeys(
    (
        "tests",
        "mistakes",
        "named",
        "mutants",
        "killed",
        "equivalent",
        "right",
        "accepted",
    ),
    3,
)
OTHER = "| `other` | 1 | 1 | 1 | 1 of 1 | 0 | 1 of 1 |"


def readme():
    """One kata that is proved, and one with a goal that needs an extra."""
    text = "\n".join([*PROOFS, *GOALS])
    text = put(text, GOALS, "| kata | goal | ... |\n| `other` | digits | linear |")
    return put(text, PROOFS, proof_table([Proof("double", COUNTS, [])], [OTHER]))


def test_a_row_of_a_kata_that_is_not_proved_here_is_kept():
    assert differences(readme(), [Proof("double", COUNTS, [])], ["other"]) == []


def test_a_row_that_differs_is_told():
    proof = Proof("double", COUNTS | {"tests": 4}, [])
    (problem,) = differences(readme(), [proof], ["other"])
    assert problem.startswith("README says something else, expected: | `double` | 4 |")


def test_a_table_of_other_katas_is_told():
    (problem,) = differences(readme(), [Proof("double", COUNTS, [])])
    assert "README lists other katas" in problem
