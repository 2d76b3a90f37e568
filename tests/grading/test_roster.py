"""The roster of GitHub Classroom: clones get the names of their students, and no other's."""

import pytest

from nnkata.errors import NnkataError
from nnkata.grading.roster import read_roster, with_identifiers
from nnkata.grading.submission import Submission

HEAD = '"identifier","github_username","github_id","name"\r\n'
ROWS = '"Lee, Ann","annLee","1","Ann"\r\n"ben@x.org","lee","2",""\r\n"Cem","","",""\r\n'


@pytest.fixture
def roster(tmp_path):
    """Return what is read of a roster with these rows."""

    def reading(rows=ROWS, head=HEAD):
        file = tmp_path / "classroom_roster.csv"
        file.write_text(f"\ufeff{head}{rows}", "utf-8")
        return read_roster(file)

    return reading


def named(students, roster):
    """Return the files by the names that students get."""
    given = [Submission(name, {"neuron": name}) for name in students]
    return {one.student: one.files["neuron"] for one in with_identifiers(given, roster)}


def test_a_roster_is_read_without_who_has_no_user(roster):
    assert roster() == {"annlee": "Lee, Ann", "lee": "ben@x.org"}


def test_clones_get_the_names_of_their_students(roster):
    assert named(["neuron-AnnLee", "neuron-lee", "neuron-dee"], roster()) == {
        "Lee, Ann": "neuron-AnnLee",
        "ben@x.org": "neuron-lee",
        "neuron-dee": "neuron-dee",
    }


def test_folders_that_are_called_as_users_are_theirs(roster):
    assert named(["annlee", "lee"], roster()) == {
        "Lee, Ann": "annlee",
        "ben@x.org": "lee",
    }


def test_a_user_whose_name_ends_as_another_is_not_taken_for_that(roster):
    students = ["neuron-annlee", "neuron-lee", "neuron-x-lee"]
    assert named(students, roster())["neuron-x-lee"] == "neuron-x-lee"


def test_a_name_that_two_would_have_is_nobodys(roster):
    students = ["neuron-lee", "neuron-annlee"]
    rows = '"Ann","annlee","",""\n"Ann","lee","",""\n'
    assert {*named(students, roster(rows))} == {*students}
    rows = '"neuron-dee","annlee","",""\n'
    students = ["neuron-dee", "neuron-annlee"]
    assert {*named(students, roster(rows))} == {*students}


def test_a_name_is_made_safe_and_a_note_says_the_old_one(roster):
    rows = '"=../ann","lee","",""\n"ann","annlee","",""\n'
    one, other = with_identifiers(
        [Submission("a-annlee"), Submission("a-lee")], roster(rows)
    )
    assert "/" not in one.student + other.student
    assert {*one.notes, *other.notes} == {"handed in as a-annlee", "handed in as a-lee"}


@pytest.mark.parametrize(
    "rows, head, message",
    [
        ("1,2\n", "id,name\n", "expected the columns identifier and github_username"),
        ("", HEAD, "expected the columns identifier and github_username"),
        ('"a","x","",""\n"b","X","",""\n', HEAD, "has the user 'x' twice"),
    ],
)
def test_what_is_no_roster_is_said(roster, rows, head, message):
    with pytest.raises(NnkataError, match=message):
        roster(rows, head)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NnkataError, match="cannot be read: No such file"):
        read_roster(tmp_path / "roster.csv")
