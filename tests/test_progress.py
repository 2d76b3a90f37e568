"""What the learner has done: kept, never taken away, and never half written."""

import json
from pathlib import Path

import pytest

from nnkata.errors import WorkspaceError
from nnkata.progress import Progress, spec_version, write_whole


@pytest.fixture
def record(tiny):
    return tiny.shelves.state / "progress.json"


@pytest.fixture
def fresh(record):
    """The record as the next command reads it."""
    return lambda: Progress(record)


def test_a_kata_nobody_tried_is_new(tiny, fresh):
    assert fresh().state(tiny.kata()) == "new"


def test_a_kata_that_failed_is_started(tiny, fresh):
    fresh().record(tiny.kata(), passed=False)
    assert fresh().state(tiny.kata()) == "started"


def test_a_kata_that_passed_is_done(tiny, fresh):
    fresh().record(tiny.kata(), passed=True)
    assert fresh().state(tiny.kata()) == "done"


def test_a_later_failure_does_not_undo_a_pass(tiny, fresh):
    fresh().record(tiny.kata(), passed=True)
    fresh().record(tiny.kata(), passed=False)
    assert fresh().state(tiny.kata()) == "done"


def test_one_kata_says_nothing_of_another(tiny, fresh):
    fresh().record(tiny.kata(), passed=True)
    assert fresh().state(tiny.kata("quadruple")) == "new"


@pytest.mark.parametrize("file", ["test_double.py", "kata.toml"])
def test_a_changed_spec_makes_it_a_pass_of_an_earlier_spec(tiny, fresh, file):
    fresh().record(tiny.kata(), passed=True)
    spec = tiny.root / "katas" / "double" / file
    spec.write_text(spec.read_text("utf-8") + "# more\n", encoding="utf-8")
    assert fresh().state(tiny.kata()) == "earlier spec"


def test_a_pass_of_an_earlier_spec_still_counts_as_done(tiny, fresh):
    fresh().record(tiny.kata(), passed=True)
    tiny.write("katas/double/test_double.py", "# another\n")
    assert fresh().is_done(tiny.kata())


def test_a_kata_that_failed_is_not_done(tiny, fresh):
    fresh().record(tiny.kata(), passed=False)
    assert not fresh().is_done(tiny.kata())


def test_a_forgotten_kata_is_new(tiny, fresh):
    fresh().record(tiny.kata(), passed=True)
    fresh().forget("double")
    assert fresh().state(tiny.kata()) == "new"


def test_line_endings_do_not_change_a_spec(tiny):
    before = spec_version(tiny.kata())
    spec = tiny.kata().spec
    spec.write_bytes(spec.read_bytes().replace(b"\n", b"\r\n"))
    assert spec_version(tiny.kata()) == before


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '{"version": 1}', '"text"'])
def test_a_damaged_record_is_told(record, fresh, text):
    record.parent.mkdir()
    record.write_text(text)
    with pytest.raises(
        WorkspaceError, match=r"progress\.json is damaged\. Move it away"
    ):
        fresh()


def test_a_record_that_is_not_utf_8_is_told(record, fresh):
    record.parent.mkdir()
    record.write_bytes(b"\xff\xfe{}")
    with pytest.raises(WorkspaceError, match=r"progress\.json is damaged"):
        fresh()


def test_a_record_that_cannot_be_read_is_told(record, fresh):
    record.mkdir(parents=True)
    with pytest.raises(WorkspaceError, match=r"progress\.json cannot be read"):
        fresh()


def test_a_record_of_a_newer_nnkata_is_told(record, fresh):
    record.parent.mkdir()
    record.write_text(json.dumps({"version": 99, "passed": {}}))
    with pytest.raises(WorkspaceError, match="was written by a newer nnkata"):
        fresh()


def test_a_record_that_cannot_be_written_is_told(tiny, record, fresh):
    progress = fresh()
    record.parent.write_text("a file where the folder should be")
    with pytest.raises(WorkspaceError, match=r"progress\.json cannot be written"):
        progress.record(tiny.kata(), passed=True)


def test_a_file_is_written_whole_with_its_folders(tmp_path):
    write_whole(tmp_path / "a" / "b" / "c.txt", "é\n")
    assert (tmp_path / "a" / "b" / "c.txt").read_text("utf-8") == "é\n"


def test_the_old_file_stays_when_writing_fails(tmp_path, monkeypatch):
    file = tmp_path / "b.txt"
    file.write_text("old")

    def no_space(self, *arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", no_space)
    with pytest.raises(WorkspaceError, match=r"No space left on device\. Nothing was"):
        write_whole(file, "new")
    assert file.read_bytes() == b"old"


def test_the_old_file_stays_when_the_last_step_fails(tmp_path, monkeypatch):
    file = tmp_path / "b.txt"
    file.write_text("old")

    def refused(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(WorkspaceError, match="Permission denied"):
        write_whole(file, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]
