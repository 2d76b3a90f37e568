"""Names of files for students who are called anything at all."""

import unicodedata

import pytest
from made_up_class import HOSTILE

from nnkata.grading.names import file_names


@pytest.mark.parametrize(
    "name",
    ["ann", "Zoë Ångström 李", "doejane_12345_98765", "a@b.example", "O'Neil, Jr"],
)
def test_a_harmless_name_is_kept(name):
    assert file_names([name]) == {name: name}


@pytest.mark.parametrize(
    "name",
    [
        *HOSTILE.values(),
        *("", ".", "..", ".ssh", "-rf", "~root", "a/b", "a\\b", "C:x", "nul.txt"),
        *("ends.", "ends ", "\0", "lpt1", "\ud800"),
    ],
)
def test_any_other_name_becomes_one_that_every_system_takes(tmp_path, name):
    made = file_names([name])[name]
    assert made != name
    assert made.isprintable()
    assert not set(made) & set('<>:"/\\|?*')
    assert made[0] not in " .-~"
    (tmp_path / made).mkdir(parents=False)
    assert [file.name for file in tmp_path.iterdir()] == [made]


def test_two_students_never_share_a_file(tmp_path):
    students = [
        "Ann",
        "ann",
        "ANN",
        "a/b",
        "a\\b",
        "a?b",
        "caf\u00e9",
        "cafe\u0301",
        "x" * 200,
    ]
    students += ["x" * 201, "ﬁn", "fin"]
    made = file_names(students)
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in made.values()}
    assert len(folded) == len(students)
    assert file_names(reversed(students)) == made  # whoever came first
