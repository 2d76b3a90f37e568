"""The gradebook as CSV and as JSON."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from made_up_class import HOSTILE, KATAS, SCRIPT, made_up, mark

from nnkata.errors import WriteError
from nnkata.grading.gradebook import Gradebook, to_json, write_gradebook
from nnkata.grading.mark import Result
from nnkata.grading.spreadsheet import FORMULA, write_table
from nnkata.grading.submission import Submission

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs/gradebook.schema.json").read_text("utf-8"))


FACTS = ["score", "points", "not graded", "without a wall"]


def rows_of(file, delimiter=","):
    text = file.read_bytes().decode("utf-8-sig")
    return [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def test_the_table_has_a_line_a_student_and_a_column_a_kata(tmp_path):
    write_gradebook(tmp_path, made_up())
    head, *rows = rows_of(tmp_path / "gradebook.csv")
    assert head == ["student", *FACTS, "hello", "neuron"]
    points = [kata.points for kata in KATAS]
    lines = {row[0]: row[1:] for row in rows}
    assert len(rows) == 3 + len(HOSTILE)
    assert lines["ann"] == [
        str(points[0] + points[1] / 2).removesuffix(".0"),
        str(sum(points)),
        "",
        "",
        str(points[0]),
        str(points[1] / 2).removesuffix(".0"),
    ]
    assert lines["cem"] == ["0", str(sum(points)), "hello", "", "", "0"]


def test_results_stand_in_words(tmp_path):
    write_gradebook(tmp_path, made_up())
    found = {(row[0], row[1]): row[2:] for row in rows_of(tmp_path / "results.csv")}
    assert found["ben", "neuron"][0] == "wrong on other numbers"
    assert found["ben", "hello"][-2] == f"5,000 numbers {SCRIPT}"
    assert found["cem", "hello"][1] == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_is_a_formula_wherever_columns_are_divided(tmp_path, delimiter):
    names = [f"{start}1+1" for start in FORMULA] + [
        " =1",
        "\t=1",
        "a;=1",
        'a";=1',
        "\r=1",
    ]
    rows = [
        ["student", "score"],
        *([name, -1.5] for name in [*names, *HOSTILE.values()]),
    ]
    write_table(tmp_path / "t.csv", rows)
    for row in rows_of(tmp_path / "t.csv", delimiter):
        for cell in row:
            is_number = re.fullmatch(r"-?[\d.]+(,-1.5)?", cell)
            assert is_number or not cell.lstrip().startswith(FORMULA), row


def test_excel_reads_names_of_every_country(tmp_path):
    write_table(tmp_path / "t.csv", [["Zoë Ångström 李"]])
    data = (tmp_path / "t.csv").read_bytes()
    assert data == b"\xef\xbb\xbf" + '"Zoë Ångström 李"\r\n'.encode()


def test_no_control_character_is_written(tmp_path):
    write_gradebook(tmp_path, made_up())
    for name in ("gradebook.csv", "results.csv"):
        text = (tmp_path / name).read_bytes().decode("utf-8-sig")
        assert re.findall(r"[^\x20-\uffff\r\n]|[\u202e\ud800-\udfff]", text) == []


def test_the_json_is_what_its_schema_says():
    content = json.loads(to_json(made_up(trusts=True)))
    jsonschema.validate(content, SCHEMA)
    assert (content["trusts"], content["without_wall"]) == (True, False)
    ann = next(s for s in content["students"] if s["student"] == "ann")
    assert ann["score"] == KATAS[0].points + KATAS[1].points / 2
    assert [m["result"] for m in ann["marks"]] == ["passed", "wrong"]
    assert {s["student"] for s in content["students"]} >= {*HOSTILE.values()}


def test_the_schema_names_every_field_and_result():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    content = json.loads(to_json(made_up()))

    def check(schema, value):
        if isinstance(value, dict) and "properties" in schema:
            assert {*schema["properties"]} == {*value} == {*schema["required"]}
            for name, part in schema["properties"].items():
                assert part["description"], name
                check(part, value[name])
        elif isinstance(value, list) and value:
            check(schema["items"], value[0])

    check(SCHEMA, content)
    marks = SCHEMA["properties"]["students"]["items"]["properties"]["marks"]
    assert marks["items"]["properties"]["result"]["enum"] == [*Result]


def test_every_form_says_which_files_ran_without_a_wall(tmp_path):
    marks = [mark("ann", "hello", Result.PASSED), mark("ann", "neuron", Result.PASSED)]
    marks[1] = replace(marks[1], tier="process")
    write_gradebook(tmp_path, Gradebook(KATAS, [Submission("ann")], marks, trusts=True))
    assert rows_of(tmp_path / "gradebook.csv")[1][4] == "neuron"
    assert [row[-1] for row in rows_of(tmp_path / "results.csv")[1:]] == [
        "namespaces",
        "process",
    ]
    assert json.loads((tmp_path / "gradebook.json").read_text())["without_wall"] is True
    assert "Files ran without a wall" in (tmp_path / "class.html").read_text("utf-8")


def test_similar_submissions_stand_in_the_json():
    text = (ROOT / "solutions/neuron/neuron.py").read_text("utf-8")
    files = [Submission(name, {"neuron": text}) for name in ("ann", "ben")]
    content = json.loads(to_json(Gradebook(KATAS, files, [])))
    jsonschema.validate(content, SCHEMA)
    (found,) = content["similar"]["found"]
    assert found == {"kata": "neuron", "students": ["ann", "ben"], "likeness": 1.0}


def test_what_was_not_finite_is_null():
    broken = mark("ann", "hello", Result.WRONG)
    test = broken.tests[0].__class__(
        "test_goal", "failed", measured={"loss": float("nan")}
    )
    book = Gradebook(
        KATAS[:1],
        [Submission("ann")],
        [mark("ann", "hello", Result.WRONG, tests=(test,))],
    )
    text = to_json(book)
    assert "NaN" not in text
    assert json.loads(text)["students"][0]["marks"][0]["tests"][0]["measured"] == {
        "loss": None
    }


def test_a_mark_that_is_missing_is_not_graded():
    book = Gradebook(KATAS, [Submission("ann")], [mark("ann", "hello", Result.PASSED)])
    assert book.waiting("ann") == ["neuron"]
    assert book.score("ann") == KATAS[0].points


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(WriteError, match="out"):
        write_gradebook(tmp_path / "out", made_up())
