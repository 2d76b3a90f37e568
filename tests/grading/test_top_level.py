"""A class in one zip, as courses export it: read as the folder that it unpacks into."""

import stat
import zipfile

import pytest

from nnkata.content.catalog import read_path
from nnkata.content.workspace import bundled
from nnkata.errors import NnkataError
from nnkata.grading import found
from nnkata.grading.ingest import read_class

KATAS = [k for k in read_path(bundled().katas) if k.slug in ("neuron", "dense_layer")]
CODE, OTHER = "def forward(): return 1\n", "def forward(): return 2\n"
MOODLE = "Ann Lee_123_assignsubmission_file"
COURSES = {
    "Canvas": (["leeann_12345_67890_neuron-1.py", "ozben_LATE_12346_9_neuron.py"], ""),
    "Moodle, folders": (
        [f"{MOODLE}_/neuron.py", "B_4_assignsubmission_file_/neuron.py"],
        "",
    ),
    "Moodle, files": (
        [f"{MOODLE}_neuron.py", "B_4_assignsubmission_file_neuron.py"],
        "",
    ),
    "Moodle, one student": ([f"{MOODLE}_/a/neuron.py"], ""),
    "nbgrader": (["submitted/ann/neuron/neuron.py", "source/neuron/neuron.ipynb"], ""),
    "nbgrader's course": (["c/submitted/ann/neuron/neuron.py", "c/source/a.txt"], "c"),
    "Gradescope": (
        [f"assignment_1_export/submission_{n}/neuron.py" for n in (1, 2)],
        "assignment_1_export",
    ),
    "a folder of folders": (["class/ann/neuron.py", "class/ben/a/neuron.py"], "class"),
    "a workspace": (["katas/neuron/neuron.py", "katas/syllabus.toml"], ""),
    "one student": (["ann/neuron.py", "ann/notes.txt"], ""),
    "files of one student": (["neuron.py", "dense_layer.py"], ""),
    "what systems leave": (
        ["__MACOSX/ann/._neuron.py", "ann/neuron.py", ".DS_Store"],
        "",
    ),
}


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name) if isinstance(name, str) else name
            archive.writestr(info, content)
    return path


@pytest.fixture
def class_of(tmp_path):
    """Return what is read of a zip with these files, by student."""

    def reading(*files):
        path = zipped(tmp_path / "class.zip", files)
        return {one.student: one for one in read_class(path, KATAS)}

    return reading


@pytest.mark.parametrize("course", COURSES)
def test_a_zip_is_read_as_what_it_unpacks_into(tmp_path, course):
    names, within = COURSES[course]
    path = zipped(tmp_path / "hand-ins.zip", [(name, CODE) for name in names])
    folder = tmp_path / "hand-ins"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    read = read_class(path, KATAS)
    assert read == read_class(folder / within, KATAS)
    assert {text for one in read for text in one.files.values()} == {CODE}
    assert not [one.refused for one in read if one.refused]


def test_archives_in_it_are_those_of_students(tmp_path, class_of):
    inner = zipped(tmp_path / "neuron.zip", [("neuron.py", CODE)]).read_bytes()
    read = class_of(("ann_1234_5678_neuron.zip", inner), ("ben/work.zip", inner))
    assert {name: one.files for name, one in read.items()} == {
        "ann_1234": {"neuron": CODE},
        "ben": {"neuron": CODE},
    }


def test_who_handed_in_nothing_is_there(class_of):
    read = class_of(("ann/", ""), ("ben/neuron.py", CODE))
    assert {name: bool(one.files) for name, one in read.items()} == {
        "ann": False,
        "ben": True,
    }


def test_what_one_student_handed_in_spoils_no_other(tmp_path, class_of, monkeypatch):
    monkeypatch.setattr(found, "MOST_UNPACKED", 10_000)
    link = zipfile.ZipInfo("eve/neuron.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    read = class_of(
        (link, "../ann/neuron.py"),
        ("twice/neuron.py", CODE),
        ("twice/./neuron.py", OTHER),
        ("../ann/neuron.py", OTHER),
        ("ann/neuron.py", CODE),
        ("large/neuron.py", "x" * 70_000),
        ("many/a.zip", "x" * 6_000),
        ("many/b.zip", "x" * 6_000),
    )
    assert read.pop("ann").files == {"neuron": CODE}
    assert sorted(read) == ["eve", "large", "many", "twice"]
    assert all("neuron" in one.refused and not one.files for one in read.values())


def test_a_path_of_many_folders_is_read(class_of):
    read = class_of(("a/" * 10_000 + "neuron.py", CODE))
    assert [one.files for one in read.values()] == [{"neuron": CODE}]


def test_a_damaged_zip_is_said(tmp_path):
    path = zipped(tmp_path / "class.zip", [("ann/neuron.py", CODE)])
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(NnkataError, match="neither a folder nor a zip"):
        read_class(path, KATAS)
