"""The page for teachers, followed as it stands."""

import csv
import json
import re
import shlex
import zipfile
from pathlib import Path

import pytest

from nnkata.cli import main
from nnkata.content.catalog import find, read_path
from nnkata.grading.feedback import ENDINGS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "teachers.md").read_text("utf-8")
KATAS = [find(read_path(ROOT / "katas"), slug) for slug in ("hello", "neuron")]
RIGHT = {
    kata.slug: (ROOT / f"solutions/{kata.slug}/{kata.slug}.py").read_text("utf-8")
    for kata in KATAS
}
GRADES = (
    "Student,ID,SIS Login ID,Section,Katas (881),Final Score\r\n"
    '"    Points Possible",,,,100,(read only)\r\n'
    '"Lee, Ann",12345,ann,A,,71.5\r\n'
    '"Öz, Ben",12346,ben,A,,80\r\n'
    '"Test, Dee",12347,dee,A,,0\r\n'
)


def commands():
    """The commands of the page, each as its words."""
    blocks = re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    found = [
        shlex.split(line) for line in lines if line.startswith("nnkata grade-class ")
    ]
    return [words[1:] for words in found]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A teacher's folder with what was downloaded, in which the page was followed."""
    desk = tmp_path_factory.mktemp("desk")
    with zipfile.ZipFile(desk / "ann.zip", "w") as archive:
        for slug, text in RIGHT.items():
            archive.writestr(f"{slug}.py", text)
    wrong = RIGHT["neuron"].replace("return", "return 2 *", 1)
    with zipfile.ZipFile(desk / "submissions.zip", "w") as archive:
        archive.write(desk / "ann.zip", "leeann_12345_67890_neuron.zip")
        archive.writestr("ozben_12346_67891_neuron.py", wrong)
    (desk / "Grades.csv").write_bytes(GRADES.encode())
    submitted = desk / "course" / "submitted" / "cem" / "neuron"
    submitted.mkdir(parents=True)
    cell = {"cell_type": "code", "source": "%%kata neuron\n" + RIGHT["neuron"]}
    cell |= {"metadata": {}, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (submitted / "answer.ipynb").write_text(json.dumps(notebook), "utf-8")
    return desk


@pytest.fixture(scope="module")
def canvas(desk):
    """The folder of marks after the example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        grade, fill = commands()[:2]
        assert main(grade) == 0
        assert main(fill) == 0
    return desk / "marks"


def test_the_example_brings_marks_to_canvas(canvas):
    text = (canvas / "Grades.csv").read_bytes().decode()
    old = [*csv.reader(GRADES.splitlines())]
    new = [*csv.reader(text.splitlines())]
    assert new[2][4] == "100"
    assert 0 < float(new[3][4]) < 100
    for before, after in zip(old, new, strict=True):
        assert before[:4] + before[5:] == after[:4] + after[5:]
    assert new[4] == old[4]


def test_the_example_writes_what_the_page_lists(canvas):
    files = {f.relative_to(canvas).as_posix() for f in canvas.rglob("*") if f.is_file()}
    table = re.findall(r"^\| `([^`]+)` \|", PAGE, re.MULTILINE)
    listed = [name for name in table if "." in name]
    assert len(listed) == 6
    for name in listed:
        assert name.replace("<student>", "leeann_12345") in files
    ann = json.loads((canvas / "gradescope/leeann_12345.json").read_text("utf-8"))
    assert ann["score"] == sum(kata.points for kata in KATAS)


def test_nbgraders_tree_is_graded(desk, monkeypatch):
    monkeypatch.chdir(desk)
    (words,) = [words for words in commands() if words[1] == "course/submitted"]
    assert main([*words[:-1], "nbgrader-marks"]) == 0
    content = json.loads((desk / "nbgrader-marks/gradebook.json").read_text("utf-8"))
    (student,) = content["students"]
    assert student["student"] == "cem"
    assert [mark["result"] for mark in student["marks"]] == ["passed"]


def test_every_result_is_explained():
    table = PAGE.split("## How to read a result")[1].split("##")[0]
    rows = re.findall(r"^\| ([a-z ]+) \| [A-Z]", table, re.MULTILINE)
    assert rows == [result.value for result in ENDINGS]


def test_links_lead_to_files_and_headings():
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    inside = [link for link in links if "://" not in link]
    assert inside
    assert [link for link in inside if not (ROOT / "docs" / link).is_file()] == []
