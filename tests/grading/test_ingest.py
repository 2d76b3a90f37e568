"""What is read of a class, and what is refused: from real folders, archives and notebooks."""

import io
import json
import os
import random
import socket
import sys
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnkata.content.catalog import read_path
from nnkata.content.exported import Export, write_export
from nnkata.errors import NnkataError
from nnkata.grading import found, hand_in, sources
from nnkata.grading.ingest import read_class
from nnkata.grading.students import file_owner, safe_names

ROOT = Path(__file__).resolve().parents[2]
KATAS = [k for k in read_path(ROOT / "katas") if k.slug in ("neuron", "dense_layer")]
STUB = (ROOT / "katas/neuron/neuron.py").read_text("utf-8")
BUSY = settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
CODE, OTHER = "def forward(): return 1\n", "def forward(): return 2\n"


def put(folder, files):
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture
def handed_in(tmp_path):
    """Return what is read of a class with these files, by student."""
    folder = tmp_path / "class"

    def reading(files=(), at=""):
        folder.mkdir(exist_ok=True)
        put(folder, dict(files))
        return {one.student: one for one in read_class(folder / at, KATAS)}

    reading.folder = folder
    folder.mkdir()
    return reading


@pytest.fixture
def ann(handed_in):
    """Return what is read of the only student, whose folder has these files."""

    def reading(files=()):
        (handed_in.folder / "ann").mkdir(exist_ok=True)
        return handed_in({f"ann/{name}": data for name, data in dict(files).items()})[
            "ann"
        ]

    reading.folder = handed_in.folder / "ann"
    reading.folder.mkdir()
    return reading


def zipped(files, form=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", form) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            archive.writestr(zipfile.ZipInfo(name), content, form)
    return stream.getvalue()


def tarred(files, mode="w:gz", **facts):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(data)
            for fact, value in facts.items():
                setattr(member, fact, value)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def notebook(*cells):
    cells = [{"cell_type": "code", "source": cell} for cell in cells]
    return json.dumps({"nbformat": 4, "cells": cells, "metadata": {}})


def read_in_one_go(student):
    """A hand-in of which everything was understood."""
    return student.files == {"neuron": CODE} and not student.refused


# -- what is read ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "neuron.py",
        "katas/neuron/neuron.py",
        "homework/my work/katas/neuron/neuron.py",
        "Neuron.PY",
        "neuron-1.py",
        "neuron (2).py",
        "ps1/neuron.py",
    ],
)
def test_a_file_in_a_students_folder_is_read(ann, name):
    assert read_in_one_go(ann({name: CODE}))


ARCHIVED = {
    "zip": zipped,
    "tar": lambda files: tarred(files, "w:"),
    "tar.gz": tarred,
    "tgz": tarred,
    "tar.bz2": lambda files: tarred(files, "w:bz2"),
    "tar.xz": lambda files: tarred(files, "w:xz"),
}


@pytest.mark.parametrize("ending", ARCHIVED)
@pytest.mark.parametrize(
    "name", ["neuron.py", "./katas/neuron/neuron.py", "a\\neuron.py"]
)
def test_an_archive_is_read(handed_in, ending, name):
    archive = ARCHIVED[ending]({name: CODE, "notes.txt": "hello"})
    assert read_in_one_go(handed_in({f"ann.{ending}": archive})["ann"])
    assert read_in_one_go(handed_in({f"bob/work.{ending}": archive})["bob"])


def test_an_archive_in_an_archive_is_read_and_a_third_one_is_refused(handed_in):
    inner = zipped({"neuron.py": CODE})
    twice = zipped({"inner.zip": inner})
    read = handed_in({"ann.zip": twice, "bob.zip": zipped({"more.zip": twice})})
    assert read_in_one_go(read["ann"])
    assert "more than 2 deep" in read["bob"].refused["neuron"]


def test_what_nnkata_exports_is_read(handed_in):
    write_export(handed_in.folder / "ann.zip", Export(files={"neuron": CODE.encode()}))
    assert read_in_one_go(handed_in()["ann"])


@pytest.mark.parametrize(
    "name, student",
    [
        ("ann_neuron.py", "ann"),
        ("ann-neuron.py", "ann"),
        ("ann_lee_neuron (1).py", "ann_lee"),
        ("leeann_12345_67890_neuron.py", "leeann_12345"),
        ("leeann_12345_67890_neuron-1.py", "leeann_12345"),
        ("leeann_LATE_12345_67890_Neuron-2.py", "leeann_12345"),
        ("Ann Lee_123_assignsubmission_file_neuron.py", "Ann Lee_123"),
        ("Ann Lee_123_assignsubmission_file_/neuron.py", "Ann Lee_123"),
        ("Ann Lee_123_assignsubmission_file/work/neuron.py", "Ann Lee_123"),
        ("course-ann/katas/neuron/neuron.py", "course-ann"),
        ("submission_2345/neuron.py", "submission_2345"),
        ("Zoë Ångström/neuron.py", "Zoë Ångström"),
    ],
)
def test_names_of_other_systems_tell_the_student(handed_in, name, student):
    read = handed_in(
        {name: CODE, "grades.csv": "a,b", "submission_metadata.yml": "a: b"}
    )
    assert [*read] == [student]
    assert read_in_one_go(read[student])
    assert read[student].notes == ()


def test_an_archive_from_canvas_tells_the_student(handed_in):
    read = handed_in({"leeann_12345_67890_work.zip": zipped({"neuron.py": CODE})})
    assert read_in_one_go(read["leeann_12345"])


def test_several_files_of_one_student_are_one_submission(handed_in):
    read = handed_in(
        {
            "leeann_12345_67890_neuron.py": CODE,
            "leeann_12345_67891_dense_layer-1.py": OTHER,
        }
    )
    assert read["leeann_12345"].files == {"neuron": CODE, "dense_layer": OTHER}


@pytest.mark.parametrize("at", ["", "submitted"])
def test_nbgraders_tree_is_read(handed_in, at):
    files = {
        "submitted/ann/ps1/neuron.ipynb": notebook(f"%%kata neuron\n{CODE}"),
        "submitted/ann/ps1/timestamp.txt": "2026-11-30",
        "source/ps1/neuron.ipynb": notebook(f"%%kata neuron\n{OTHER}"),
        "release/ps1/neuron.ipynb": notebook("%%kata neuron\n"),
        "gradebook.db": "x",
        "nbgrader_config.py": "c = 1",
    }
    read = handed_in(files, at)
    assert [*read] == ["ann"]
    assert read["ann"].files == {"neuron": f"# %%kata neuron\n{CODE}"}


def test_a_student_called_submitted_hides_nobody(handed_in):
    assert {*handed_in({"submitted/neuron.py": CODE, "bob/neuron.py": CODE})} == {
        "submitted",
        "bob",
    }


@pytest.mark.parametrize("name", ["neuron.py", "katas/neuron/neuron.py"])
def test_the_folder_of_one_student_is_read(handed_in, name):
    assert read_in_one_go(handed_in({name: CODE})["class"])


def test_who_handed_in_nothing_is_there(handed_in):
    (handed_in.folder / "ann").mkdir()
    ann = handed_in({"bob/neuron.py": CODE})["ann"]
    assert (ann.files, ann.refused, ann.notes) == ({}, {}, ())


def test_a_file_whose_kata_is_misspelt_is_no_loss_of_its_student(handed_in):
    read = handed_in({"ann_nueron.py": CODE, "bob/nueron.py": CODE})
    for student in read.values():
        assert student.files == student.refused == {}
        (note,) = student.notes
        assert "not read" in note
    assert "Did you mean 'neuron'?" in read["bob"].notes[0]


def test_other_files_of_a_workspace_are_one_note(ann):
    files = {
        "katas/neuron/neuron.py": CODE,
        "README.md": "x",
        "katas/syllabus.toml": "x",
    }
    files |= {f"katas/neuron/{name}": "x" for name in ("kata.toml", "test_neuron.py")}
    student = ann(files)
    assert read_in_one_go(student)
    (note,) = student.notes
    assert note.startswith("4 other files, not read: ")


def test_a_clone_of_the_repository_is_read_without_its_answers(ann):
    student = ann(
        {
            "katas/neuron/neuron.py": CODE,
            "solutions/neuron/neuron.py": OTHER,
            "benchmarks/kernels/neuron.py": OTHER,
            ".git/neuron.py": OTHER,
            "venv/lib/site-packages/keras/neuron.py": OTHER,
        }
    )
    assert read_in_one_go(student)
    assert len(student.notes) == 2


def test_the_same_class_is_read_twice_the_same(handed_in):
    files = {f"s{n}/neuron.py": CODE for n in random.Random(1).sample(range(99), 20)}
    assert [*handed_in(files).items()] == [*handed_in().items()]
    assert [*handed_in()] == sorted(handed_in())


@pytest.mark.parametrize(
    "name, fault",
    [
        ("nowhere", "is not a folder that can be read"),
        ("file", "is neither a folder nor a zip"),
    ],
)
def test_what_is_no_class_is_said(tmp_path, name, fault):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NnkataError, match=f"{name} {fault}"):
        read_class(tmp_path / name, KATAS)


def test_an_empty_class_is_said(tmp_path):
    with pytest.raises(NnkataError, match="holds no submissions"):
        read_class(tmp_path, KATAS)


# -- links, pipes and other traps ------------------------------------------------------


def test_a_link_to_the_reference_is_refused(ann):
    (ann.folder / "neuron.py").symlink_to(ROOT / "solutions/neuron/neuron.py")
    student = ann()
    assert student.files == {}
    assert student.refused == {
        "neuron": "ann/neuron.py is a link, and links are not followed"
    }


def test_a_link_to_a_folder_is_not_followed(ann):
    (ann.folder / "katas").symlink_to(ROOT / "solutions")
    student = ann()
    assert student.files == {}
    assert student.notes == ("ann/katas is a link, and links are not followed",)


@pytest.mark.parametrize("name", ["bob", "bob_neuron.py", "bob.zip"])
def test_a_link_in_place_of_a_student_is_refused(handed_in, name):
    (handed_in.folder / name).symlink_to(ROOT / "solutions/neuron")
    bob = handed_in({"ann/neuron.py": CODE})["bob"]
    assert bob.files == {}
    assert "is a link" in bob.refused["neuron"]


def test_a_file_that_becomes_a_link_while_it_is_read_is_refused(ann, monkeypatch):
    real = os.stat

    def swapped(name, **settings):
        result = real(name, **settings)
        if name == "neuron.py":
            (ann.folder / name).unlink()
            (ann.folder / name).symlink_to(ROOT / "solutions/neuron/neuron.py")
        return result

    put(ann.folder, {"neuron.py": CODE})
    monkeypatch.setattr(os, "stat", swapped)
    student = ann()
    assert student.files == {}
    assert "is a link" in student.refused["neuron"]


def test_a_file_that_becomes_a_pipe_while_it_is_read_does_not_block(ann, monkeypatch):
    real = os.stat

    def swapped(name, **settings):
        result = real(name, **settings)
        if name == "neuron.py":
            (ann.folder / name).unlink()
            os.mkfifo(ann.folder / name)
        return result

    put(ann.folder, {"neuron.py": CODE})
    monkeypatch.setattr(os, "stat", swapped)
    assert "not a regular file" in ann().refused["neuron"]


def test_pipes_and_sockets_are_refused(ann, monkeypatch):
    os.mkfifo(ann.folder / "neuron.py")
    short = os.path.relpath(ann.folder / "dense_layer.py")
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(
            short if len(short) < 100 else str(ann.folder / "dense_layer.py")[-100:]
        )
        student = ann()
    assert student.files == {}
    assert {*student.refused.values()} == {
        "ann/neuron.py is not a regular file",
        "ann/dense_layer.py is not a regular file",
    }


@pytest.mark.parametrize("name", ["neuron.py", "katas"])
def test_what_the_system_does_not_open_is_refused(ann, name, monkeypatch):
    put(ann.folder, {"neuron.py": CODE, "katas/a": ""})
    real = os.open

    def forbidden(path, *words, **settings):
        if path == name:
            raise PermissionError(13, "Permission denied")
        return real(path, *words, **settings)

    monkeypatch.setattr(os, "open", forbidden)
    monkeypatch.setattr(os, "supports_dir_fd", {forbidden})
    student = ann()
    # A folder may have held any kata; of those that are not found elsewhere it is said.
    reason = f"ann/{name} cannot be read: Permission denied"
    assert student.refused["neuron" if name == "neuron.py" else "dense_layer"] == reason


def test_folders_that_are_too_deep_are_refused(ann):
    student = ann({"/".join(["d"] * 30 + ["neuron.py"]): CODE})
    assert student.files == {}
    assert "deeper than 20 folders" in student.refused["neuron"]


PLANTED = (
    *("conftest.py", "pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml"),
    *("sitecustomize.py", "usercustomize.py", "evil.pth", "numpy.py", "nnkata.py"),
    *("random.py", "numpy/__init__.py", "pytest.py"),
)


@pytest.mark.parametrize("name", PLANTED)
def test_planted_files_are_noted_and_not_read(ann, name):
    student = ann({"neuron.py": CODE, name: "raise SystemExit"})
    assert read_in_one_go(student)
    (note,) = student.notes
    assert note.startswith(f"ann/{name}: not read; it would ")


STRAY = (
    *("._neuron.py", ".neuron.py.swp", "neuron.py~", "#neuron.py#", "Thumbs.db"),
    *("__MACOSX/._neuron.py", "__MACOSX/neuron.py", ".ipynb_checkpoints/neuron.py"),
    *("__pycache__/neuron.py", ".nnkata/backups/neuron.py", ".DS_Store"),
)


@pytest.mark.parametrize("name", STRAY)
def test_what_systems_leave_is_passed_over(handed_in, name):
    files = {"neuron.py": CODE, name: b"\0\5\26\7"}
    nested = {f"ann/{path}": data for path, data in files.items()}
    read = handed_in(nested | {"bob.zip": zipped(files), name: "x"})
    assert {*read} == {"ann", "bob"}
    for student in read.values():
        assert read_in_one_go(student)
        assert student.notes == ()


# -- two files for one kata ------------------------------------------------------------


PAIRS = [
    ("neuron.py", "katas/neuron/neuron.py"),
    ("neuron.py", "neuron-1.py"),
    ("neuron.py", "Neuron.py"),
    ("a/neuron.py", "b/neuron.py"),
]


@pytest.mark.parametrize("names", PAIRS, ids="+".join)
@pytest.mark.parametrize("pack", [None, zipped, tarred])
def test_two_files_for_one_kata_are_refused_and_both_are_named(handed_in, names, pack):
    files = dict(zip(names, (CODE, OTHER), strict=True))
    if pack is None:
        files = {f"ann/{name}": text for name, text in files.items()}
    student = handed_in({"ann.zip": pack(files)} if pack else files)["ann"]
    assert student.files == {}
    for name in names:
        assert name in student.refused["neuron"]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_in_an_archive_is_refused(handed_in, pack):
    archive = pack([("neuron.py", CODE), ("neuron.py", OTHER)])
    student = handed_in({"ann.zip": archive})["ann"]
    assert student.files == {}
    assert student.refused["neuron"].count("ann.zip/neuron.py") == 2


def test_a_link_beside_a_file_is_refused(ann):
    put(ann.folder, {"a/neuron.py": CODE})
    (ann.folder / "neuron.py").symlink_to("a/neuron.py")
    assert ann().files == {}


def test_the_same_answer_twice_is_one(handed_in):
    cell = notebook(f"%%kata neuron --save\n{CODE}")
    read = handed_in(
        {
            "ann.zip": zipped({"neuron.py": CODE}),
            "ann/neuron.py": CODE.replace("\n", "\r\n"),
            "ann/work.ipynb": cell,
        }
    )
    assert read_in_one_go(read["ann"])


def test_a_stub_gives_way_to_an_answer(ann):
    assert read_in_one_go(ann({"katas/neuron/neuron.py": STUB, "neuron.py": CODE}))


def test_a_stub_alone_is_what_was_handed_in(ann):
    assert ann({"neuron.py": STUB, "a/neuron.py": STUB}).files == {"neuron": STUB}


def test_many_files_for_one_kata_are_not_all_read(ann):
    student = ann({f"d{n}/neuron.py": CODE for n in range(9)})
    assert "more than 4 files" in student.refused["neuron"]


# -- texts -----------------------------------------------------------------------------


READ = {
    "utf-8": CODE.encode(),
    "utf-8-sig": CODE.encode("utf-8-sig"),
    "utf-16-le": b"\xff\xfe" + CODE.encode("utf-16-le"),
    "utf-16-be": b"\xfe\xff" + CODE.encode("utf-16-be"),
    "crlf": CODE.replace("\n", "\r\n").encode(),
    "cr": CODE.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("form", READ)
def test_texts_are_read_whatever_editor_wrote_them(ann, form):
    assert read_in_one_go(ann({"neuron.py": READ[form]}))


REFUSED = {
    "is empty": b"",
    "is empty ": b" \n\t\r\n",
    "zero bytes": b"x = 1\0",
    "not a text in UTF-8 (byte 5)": "x = 'é'".encode("latin-1"),
    "not a text in UTF-8 (byte 8)": b"\xff\xfe" + "abcd".encode("utf-16-le")[:-1],
    "not a text: it holds zero bytes": CODE.encode("utf-16-le"),
    "zero bytes in UTF-32": b"\xff\xfe\0\0" + CODE.encode("utf-32-le"),
    "larger than 65,536 bytes": b"#" * 65_537,
    "larger than 65,536": b"\xff\xfe" + ("中" * 30_000).encode("utf-16-le"),
}


@pytest.mark.parametrize("reason", REFUSED)
@pytest.mark.parametrize("pack", [None, zipped, tarred])
def test_what_is_no_text_is_refused_with_its_reason(handed_in, reason, pack):
    files = {"neuron.py": REFUSED[reason], "dense_layer.py": CODE}
    packed = (
        {"ann.zip": pack(files)} if pack else {f"ann/{n}": d for n, d in files.items()}
    )
    student = handed_in(packed)["ann"]
    assert student.files == {"dense_layer": CODE}
    assert reason.split(" in UTF-32")[0].strip() in student.refused["neuron"]


def test_a_source_of_just_the_size_is_read(ann):
    assert len(ann({"neuron.py": "#" * 65_536}).files["neuron"]) == 65_536


# -- archives that want harm -----------------------------------------------------------


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize(
    "name",
    [
        "../neuron.py",
        "/neuron.py",
        "a/../../neuron.py",
        "..\\neuron.py",
        "C:\\neuron.py",
    ],
)
def test_paths_that_climb_out_are_refused(handed_in, pack, name):
    student = handed_in({"ann.zip": pack({name: CODE})})["ann"]
    assert student.files == {}
    assert "climbs out of its folder" in student.refused["neuron"]
    assert [file.name for file in handed_in.folder.iterdir()] == ["ann.zip"]


def linked_zip(target):
    info = zipfile.ZipInfo("neuron.py")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, target)
    return stream.getvalue()


TARGET = str(ROOT / "solutions/neuron/neuron.py")
ODD = {
    "zip link": linked_zip(TARGET),
    "tar link": tarred({"neuron.py": ""}, type=tarfile.SYMTYPE, linkname=TARGET),
    "tar hard link": tarred({"neuron.py": ""}, type=tarfile.LNKTYPE, linkname=TARGET),
    "tar pipe": tarred({"neuron.py": ""}, type=tarfile.FIFOTYPE),
    "tar device": tarred({"neuron.py": ""}, type=tarfile.CHRTYPE),
}


@pytest.mark.parametrize("kind", ODD)
def test_links_and_devices_in_archives_are_refused(handed_in, kind):
    student = handed_in({"ann.zip": ODD[kind]})["ann"]
    assert student.files == {}
    assert "is a link or a device" in student.refused["neuron"]


def broken_zip():
    data = bytearray(zipped({"neuron.py": CODE}, zipfile.ZIP_STORED))
    data[data.index(b"forward")] ^= 1
    return bytes(data)


def locked_zip():
    data = bytearray(zipped({"neuron.py": CODE}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


SPOILT = {
    "cut zip": zipped({"neuron.py": CODE})[:-30],
    "cut tar": tarred({"neuron.py": random.Random(1).randbytes(9000)})[:-300],
    "cut after a file": tarred({"neuron.py": CODE, "b": "x" * 99_999}, "w:")[:9_000],
    "wrong checksum": broken_zip(),
    "encrypted": locked_zip(),
    "no archive": b"Rar!\x1a\x07\x01\x00",
    "empty": b"",
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_archive_is_refused_whole(handed_in, kind):
    read = handed_in({"ann.zip": SPOILT[kind], "bob/neuron.py": CODE})
    assert read["ann"].files == {}
    assert "ann.zip is not a zip or tar archive" in read["ann"].refused["neuron"]
    assert read_in_one_go(read["bob"])


@pytest.mark.parametrize("name", ["ann.rar", "ann.7z", "ann.gz"])
def test_an_archive_of_another_kind_is_refused_by_name(handed_in, name):
    student = handed_in({name: b"Rar!"})["ann"]
    assert student.refused["neuron"] == f"{name} is not a zip or tar archive"


BOMBS = {
    "one large file": lambda: zipped({"neuron.py": b"\0" * (1 << 24)}),
    "a large tar": lambda: tarred({"a": b"\0" * (1 << 21), "neuron.py": CODE}, "w:xz"),
    "many notebooks": lambda: zipped({f"{n}.ipynb": b" " * 90_000 for n in range(30)}),
    "many files": lambda: zipped({f"{n}": b"" for n in range(301)}),
    "many files in a tar": lambda: tarred({f"{n}": b"" for n in range(301)}),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_refused(handed_in, kind, monkeypatch):
    monkeypatch.setattr(found, "MOST_UNPACKED", 1 << 20)
    monkeypatch.setattr(found, "MOST_MEMBERS", 300)
    read = handed_in({"ann.zip": BOMBS[kind](), "bob/neuron.py": CODE})
    assert read["ann"].files == {}
    assert "more than" in read["ann"].refused["neuron"] or "larger" in str(
        read["ann"].refused
    )
    assert read_in_one_go(read["bob"])


def test_members_that_are_not_read_cost_nothing(handed_in, monkeypatch):
    monkeypatch.setattr(found, "MOST_UNPACKED", 1 << 20)
    archive = zipped({"data/digits.bin": b"\0" * (1 << 22), "neuron.py": CODE})
    assert read_in_one_go(handed_in({"ann.zip": archive})["ann"])


def test_many_archives_of_one_student_are_not_all_unpacked(ann, monkeypatch):
    monkeypatch.setattr(hand_in, "MOST_ARCHIVES", 3)
    student = ann({f"{n}.zip": zipped({"a.txt": "x"}) for n in range(4)})
    assert "ann/3.zip is one of more than 3 archives" in student.refused["neuron"]


def test_a_tar_archive_that_ends_with_a_zip_is_a_tar_archive(handed_in):
    inner = zipped({"neuron.py": OTHER}, zipfile.ZIP_STORED)
    archive = tarred({"neuron.py": CODE, "data.bin": inner}, "w:")
    assert read_in_one_go(handed_in({"ann.tar": archive})["ann"])


# -- notebooks -------------------------------------------------------------------------


def test_the_kata_cells_of_a_notebook_are_read(ann):
    student = ann(
        {
            "work.ipynb": notebook(
                "%load_ext nnkata",
                f"%%kata neuron --goals all\n{CODE}",
                ["\n", "%%kata --full dense_layer\n", OTHER],
                "%%kata unknown\nx = 1",
            )
        }
    )
    assert student.files == {
        "neuron": f"# %%kata neuron --goals all\n{CODE}",
        "dense_layer": f"# %%kata --full dense_layer\n{OTHER}",
    }
    assert student.refused == {}


def test_a_kata_may_be_named_by_its_number(ann):
    number = next(kata.number for kata in KATAS if kata.slug == "neuron")
    assert [*ann({"a.ipynb": notebook(f"%%kata {number}\n{CODE}")}).files] == ["neuron"]


def test_a_kata_that_is_misspelt_in_a_notebook_is_noted(ann):
    student = ann({"a.ipynb": notebook(f"%%kata neruon\n{CODE}", "%%kata unknown\n1")})
    note = "ann/a.ipynb, cell 1: not read; no kata is called so. Did you mean 'neuron'?"
    assert (student.files, student.notes) == ({}, (note,))


def test_commands_of_a_notebook_become_comments(ann):
    cell = "%%kata neuron\n%matplotlib inline\nimport numpy as np\nnp.e\nx = !ls\nx?\n"
    text = ann({"a.ipynb": notebook(cell)}).files["neuron"]
    compile(text, "neuron.py", "exec")
    assert text.splitlines()[:2] == ["# %%kata neuron", "# %matplotlib inline"]
    assert "get_ipython" not in text


def test_without_ipython_commands_are_refused_and_plain_cells_are_read(
    ann, monkeypatch
):
    monkeypatch.setitem(sys.modules, "IPython.core.inputtransformer2", None)
    magic = "%%kata dense_layer\n%time\nx = 1\n"
    student = ann({"a.ipynb": notebook(f"%%kata neuron\n{CODE}", magic)})
    assert [*student.files] == ["neuron"]
    assert "pip install 'nnkata[notebook]'" in student.refused["dense_layer"]


CELLS = {
    "is empty": "%%kata neuron\n",
    "%%bash below %%kata": "%%kata neuron\n%%bash\nls",
    "not a text in UTF-8": "%%kata neuron\nx = '\ud800'",
    "zero bytes": "%%kata neuron\nx = 1\0",
    "larger than 65,536": "%%kata neuron\n" + "#" * 65_537,
    "more than 20 of them": "%%kata neuron\n" + "!ls\n" * 21,
}


@pytest.mark.parametrize("reason", CELLS)
def test_cells_that_cannot_be_read_are_refused(ann, reason):
    student = ann({"a.ipynb": notebook("x = 1", CELLS[reason])})
    assert student.files == {}
    assert student.refused["neuron"].startswith("ann/a.ipynb, cell 2 ")
    assert reason in student.refused["neuron"]


def test_two_cells_for_one_kata_are_refused_and_both_are_named(ann):
    cells = notebook(f"%%kata neuron\n{CODE}", f"%%kata neuron\n{OTHER}")
    reason = ann({"a.ipynb": cells}).refused["neuron"]
    assert "ann/a.ipynb, cell 1, ann/a.ipynb, cell 2" in reason


DAMAGED = [
    "",
    "[]",
    "{}",
    '{"cells": 3}',
    '{"cells": [{}]}',
    "[" * 100_000,
    "\xff",
    "null",
]


@pytest.mark.parametrize("text", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_notebook_is_refused(ann, text):
    assert "is not a notebook" in ann({"a.ipynb": text}).refused["neuron"]


# A pattern that tries every way to read blanks takes minutes over those of the second half.
LONG = {
    "brackets": "(" * 9_000,
    "signs": "-" * 60_000 + "1",
    "attributes": "x" + ".a" * 30_000,
    "blank lines": "\n" * 60_000 + "x y",
    "blanks": " " * 60_000 + "x y",
    "blank arguments": "x y" + " \n," * 20_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_code_of_any_depth_is_read_without_harm(ann, text):
    nested = notebook(f"%%kata dense_layer\n!ls\n{text}\n")
    student = ann({"neuron.py": text, "a/neuron.py": STUB, "a.ipynb": nested})
    assert student.files["neuron"] == text
    assert {*student.files, *student.refused} == {"neuron", "dense_layer"}


# -- names -----------------------------------------------------------------------------


HOSTILE = [
    *("a\nb", "a\x1b[2Jb", "a\u202eb", "<script>", "=cmd()", "+1", "-rf", "@x"),
    *("x" * 250, "CON", "a:b", "a|b", "a\\b", 'a"b', "$(reboot)", "`id`", "a ", "ab."),
]


def test_hostile_names_become_safe_and_the_original_is_noted(handed_in):
    read = handed_in({f"{name}/neuron.py": CODE for name in HOSTILE})
    assert len(read) == len(HOSTILE)
    for name, student in read.items():
        assert name.isprintable()
        assert len(name.encode()) <= 130
        assert not set(name) & set('/\\<>:"|?*$`')
        assert name[0] not in "=+@-. "
        assert name[-1] not in ". "
        assert student.notes[0].startswith("handed in as ")
        assert all(map(str.isprintable, student.notes))
        assert student.files == {"neuron": CODE}


def test_names_that_differ_only_in_case_or_form_become_different(handed_in):
    names = ["Zoe\u0301", "Zo\u00e9", "ann", "ANN", "a:b", "a_b"]
    read = handed_in({f"{name}/neuron.py": f"# {name}" for name in names})
    assert len({name.casefold() for name in read}) == len(names)
    assert sorted(s.files["neuron"] for s in read.values()) == sorted(
        f"# {name}" for name in names
    )


def test_a_name_that_is_not_utf_8_is_read(handed_in):
    folder = os.fsencode(handed_in.folder) + b"/\xff\xfe"
    os.mkdir(folder)
    Path(os.fsdecode(folder), "neuron.py").write_text(CODE)
    (student,) = handed_in().values()
    assert student.files == {"neuron": CODE}
    assert json.dumps([student.student, *student.notes], ensure_ascii=False).encode()


def test_names_of_files_in_notes_steer_no_terminal(ann):
    student = ann(
        {"\x1b[2J\u202e\n.py": "x", "neuron.py": CODE, "a\nb/conftest.py": "x"}
    )
    assert all(map(str.isprintable, student.notes))
    assert len(student.notes) == 2


def test_there_are_never_many_notes(ann):
    student = ann({f"f{n}.py": "x" for n in range(100)})
    assert len(student.notes) <= hand_in.MOST_NOTES + 2
    assert student.notes[-1].startswith("80 other files")


@BUSY
@given(st.lists(st.text(min_size=1, max_size=300), unique=True, max_size=8))
def test_safe_names_are_safe_and_unique(names):
    safe = safe_names(names)
    assert len({name.casefold() for name in safe.values()}) == len(names)
    for name in safe.values():
        assert name
        assert name.isprintable()
        assert not set(name) & set("/\\")
        assert name not in (".", "..")


@BUSY
@given(st.text(max_size=80))
def test_whose_a_file_is_never_fails(name):
    owned = file_owner(name, ["neuron"])
    assert owned is None or (owned.student and owned.name)


@BUSY
@given(data=st.binary(max_size=300), start=st.sampled_from([b"", *SPOILT.values()]))
def test_any_bytes_are_read_or_refused(data, start):
    def archive(data):
        return found.files_of_archive(("a.zip",), data, lambda path: sources.LARGEST)

    for read in (archive, sources.source_of, lambda data: [*sources.kata_cells(data)]):
        with suppress(found.Unreadable):
            assert read(start + data) is not None


@BUSY
@given(st.text(max_size=200))
def test_any_cell_is_read_or_refused(text):
    with suppress(found.Unreadable):
        assert sources.source_of_cell(f"%%kata neuron\n!ls\n{text}").endswith("\n")
