"""Marks back into Canvas and Moodle."""

import csv
import io

import pytest
from made_up_class import KATAS, mark

from nnkata.errors import NnkataError
from nnkata.grading.class_marks import Gradebook
from nnkata.grading.course_file import fill_column
from nnkata.grading.mark import Result
from nnkata.grading.submission import Submission

POINTS = KATAS[0].points
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Katas (4711),Essay (4712),Current Score\r\n"
    '"    Points Possible",,,,,100,20,(read only)\r\n'
    '"Lee, Ann",12345,U1,ann@uni.example,"A, ""left""",,18.50,92.5\r\n'
    '"Öz, Ben",12346,U2,ben,A, 7 ,,\r\n'
    "Çelik Cem,12347,U3,cem,A,5,1,2\r\n"
    '"Student, Test",99,,x,A,,,\r\n'
)
MOODLE = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum grade,Feedback comments\n"
    "Participant 501,Ann Lee,ann@uni.example,Submitted,,8.00,\n"
    'Participant 502,Ben Öz,ben@uni.example,Submitted,"3.00",8.00,"two\nlines"\n'
)


def book(**students):
    """A class with one kata: by student the score, or None where it is not graded."""
    marks = [
        mark(
            name,
            "hello",
            Result.NOT_GRADED if score is None else Result.WRONG,
            score=score or 0,
        )
        for name, score in students.items()
    ]
    return Gradebook(KATAS[:1], [Submission(name) for name in students], marks)


@pytest.fixture
def fill(tmp_path):
    """Fill a column of a text; the new text and what is said."""

    def filling(text, column, marks, **options):
        export, target = tmp_path / "export.csv", tmp_path / "out" / "export.csv"
        export.write_bytes(text if isinstance(text, bytes) else text.encode())
        lines = fill_column(export, column, marks, target, **options)
        return target.read_bytes().decode(), lines

    return filling


def changed(old, new, delimiter=","):
    """The cells that differ, by the csv module, which has its own idea of cells."""
    tables = [
        [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
        for text in (old, new)
    ]
    assert [len(row) for row in tables[0]] == [len(row) for row in tables[1]]
    return {
        (r, c): after
        for r, rows in enumerate(zip(*tables, strict=True))
        for c, (before, after) in enumerate(zip(*rows, strict=True))
        if before != after
    }


def test_one_column_of_canvas_is_filled_and_not_a_byte_beside_it(fill):
    text, lines = fill(CANVAS, "Katas", book(leeann_12345=POINTS, ben=POINTS / 4))
    assert changed(CANVAS, text) == {(2, 5): "100", (3, 5): "25"}
    expected = CANVAS.replace('left""",,', 'left""",100,').replace(" 7 ", "25")
    assert text == expected
    assert lines[0].endswith("2 scores in the column 'Katas (4711)'.")
    assert f"Scaled from {POINTS} points to 100." in lines
    assert lines[-1] == "2 other rows are as they were."


@pytest.mark.parametrize(
    "name", ["leeann_12345", "U1", "ann@uni.example", "ANN@uni.example", "Lee, Ann"]
)
def test_a_student_is_found_by_all_that_canvas_knows(fill, name):
    text, _ = fill(CANVAS, "Katas", book(**{name: POINTS}))
    assert changed(CANVAS, text) == {(2, 5): "100"}


def test_moodles_worksheet_is_filled_by_email_or_participant(fill):
    marks = book(**{"ann@uni.example": POINTS, "Ben Öz_502": POINTS / 3})
    text, _ = fill(MOODLE, "grade", marks)
    assert changed(MOODLE, text) == {(1, 4): "8", (2, 4): "2.67"}
    assert text == MOODLE.replace("Submitted,,8", "Submitted,8,8").replace(
        "3.00", "2.67"
    )


def test_the_style_of_the_country_is_kept(fill):
    old = MOODLE.replace(",", ";").replace("8.00", "8,00").replace("3.00", "3,00")
    text, _ = fill(old, "Grade", book(**{"ben@uni.example": POINTS / 3}))
    assert changed(old, text, ";") == {(2, 4): "2,67"}


def test_moodle_in_another_language_needs_the_name_of_the_column(fill):
    old = MOODLE.replace("Identifier", "Kennung").replace(
        "Participant ", "Teilnehmer/in"
    )
    old = old.replace("Full name,Email address", "Name,Mail").replace(
        "Maximum grade", "Max"
    )
    text, _ = fill(old, "Grade", book(**{"Ann Lee_501": POINTS}), by="Kennung")
    assert changed(old, text) == {(1, 4): str(POINTS)}


def test_a_decimal_comma_is_quoted_where_commas_divide(fill):
    old = 'id,grade,maximum grade\n1,,"8,00"\n'
    text, _ = fill(old, "grade", book(**{"x_1": POINTS / 3}))
    assert text == 'id,grade,maximum grade\n1,"2,67","8,00"\n'


def test_a_score_that_may_still_grow_is_not_written(fill):
    text, lines = fill(CANVAS, "Katas", book(ben=None))
    assert text == CANVAS
    assert "Left as they were, not graded yet: ben." in lines


@pytest.mark.parametrize(
    "marks",
    [{"dora": 1.0}, {"ben": 1.0, "U2": 1.0}, {"99": 1.0, "x": 0.0}],
    ids=["none", "two for one row", "both names"],
)
def test_who_has_no_row_of_their_own_is_named(fill, marks):
    text, lines = fill(CANVAS, "Katas", book(**marks))
    assert text == CANVAS
    assert f"No row, or more than one: {', '.join(sorted(marks))}." in lines


def test_a_student_who_could_be_two_rows_is_neither(fill):
    old = "id,username,grade\n7,ann,\n8,7,\n"
    text, lines = fill(old, "grade", book(**{"x_7": 1.0}))
    assert text == old
    assert "No row, or more than one: x_7." in lines


def test_a_score_in_another_column_is_no_number_of_a_student(fill):
    old = "Student,ID,Essay (1),Katas (2)\nAnn,12345,100,\nBen,100,5,\n"
    text, _ = fill(old, "Katas", book(ben_100=POINTS))
    assert changed(old, text) == {(2, 3): str(POINTS)}


def test_another_column_can_tell_a_student(fill):
    old = "Matrikel;Note\n11;\n12;\n"
    text, _ = fill(old, "Note", book(**{"12": POINTS}), by="matrikel")
    assert text == f"Matrikel;Note\n11;\n12;{POINTS}\n"
    with pytest.raises(NnkataError, match="--by"):
        fill(old, "Note", book(**{"12": POINTS}))


@pytest.mark.parametrize(
    "text, column, words",
    [
        (CANVAS, "Kata", "no column 'Kata'. Known: Student, ID,"),
        (CANVAS, "Current Score", "computes the column"),
        (CANVAS.replace("Essay", "Katas"), "Katas", "Name one with its number"),
        (CANVAS.encode("latin-1", "replace"), "Katas", "not in UTF-8"),
        ('id,grade\n"1,2\n', "grade", "not a table in CSV"),
        ('id,grade\n"1"x,2\n', "grade", "not a table in CSV"),
        ("", "grade", "not a table in CSV"),
    ],
)
def test_a_table_that_cannot_be_used_says_why_and_nothing_is_written(
    fill, tmp_path, text, column, words
):
    with pytest.raises(NnkataError) as error:
        fill(text, column, book(ben=1.0))
    assert words in str(error.value)
    assert not (tmp_path / "out").exists()


def test_the_file_itself_may_be_filled(tmp_path):
    file = tmp_path / "grades.csv"
    file.write_bytes(CANVAS.encode())
    fill_column(file, "Katas", book(ben=POINTS), file)
    assert file.read_bytes().decode() == CANVAS.replace(" 7 ", "100")


def test_rows_that_are_too_short_are_left(fill):
    old = "id,grade\n7\n8,\n\n"
    text, lines = fill(old, "grade", book(x_7=POINTS, x_8=POINTS))
    assert text == old.replace("8,", f"8,{POINTS}")
    assert "No row, or more than one: x_7." in lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"])
@pytest.mark.parametrize("body", ["a,b", ",", '"a""b\n",', '"","x y"', "a,'b\"c'"])
def test_cells_are_those_of_the_csv_module(fill, end, last, body):
    old = f"id,grade{end}7,{end}{body}{end if last else ''}"
    text, _ = fill(old, "grade", book(x_7=POINTS))
    assert changed(old, text) == {(1, 1): str(POINTS)}
    assert len(text) == len(old) + len(str(POINTS))
