"""The ledger: what was graded outlives a grading that was stopped."""

import json
import os
from dataclasses import replace

import pytest

from nnkata.errors import NnkataError, WriteError
from nnkata.grading.class_secret import class_secret
from nnkata.grading.ledger import open_ledger
from nnkata.grading.mark import Mark, Result

MARK = Mark("ann", "double", Result.PASSED, 10.0, 10.0, digest="d", spec="s1")
BOB = replace(MARK, student="bob")
FACTS = {"secret": "5", "goals": "required"}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "out" / "ledger.jsonl"


@pytest.fixture
def ledger(file):
    """Return a function that opens the ledger, with the facts of the class."""
    return lambda **facts: open_ledger(file, FACTS | facts)


def test_a_mark_is_there_when_the_ledger_is_opened_again(ledger):
    with ledger() as opened:
        assert opened.add(MARK) == MARK
    with ledger() as again:
        assert [*again.marks.values()] == [MARK]


def test_a_mark_is_on_the_disk_before_it_counts(ledger, monkeypatch):
    done = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: done.append("synced"))
    with ledger() as opened:
        before = len(done)
        opened.add(MARK)
        assert done[before:] == ["synced"]


def test_a_new_folder_is_closed_to_other_accounts(ledger, file, tmp_path):
    with ledger():
        assert file.parent.stat().st_mode & 0o777 == 0o700
    class_secret(tmp_path / "other" / "secret")
    assert (tmp_path / "other").stat().st_mode & 0o777 == 0o700


def test_the_first_mark_of_a_file_counts(ledger):
    with ledger() as opened:
        opened.add(MARK)
        assert opened.add(replace(MARK, score=3.0)) == MARK
    with ledger() as again:
        assert again.add(replace(MARK, score=3.0)) == MARK


def test_another_file_of_the_same_student_is_graded_anew(ledger):
    with ledger() as opened:
        opened.add(MARK)
        assert ("ann", "double", "other", "s1") not in opened.marks


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_a_line_that_was_being_written_is_left_out(ledger, file, cut):
    with ledger() as opened:
        opened.add(MARK)
        opened.add(BOB)
    os.truncate(file, file.stat().st_size - cut)
    with ledger() as again:
        assert [*again.marks.values()] == [MARK]
        again.add(BOB)
    with ledger() as once_more:
        assert [*once_more.marks.values()] == [MARK, BOB]


def test_a_header_that_was_being_written_is_written_again(ledger, file):
    file.parent.mkdir()
    file.write_bytes(b'{"format": "nnka')
    with ledger() as opened:
        opened.add(MARK)
    with ledger() as again:
        assert [*again.marks.values()] == [MARK]


def test_a_line_that_is_damaged_is_named(ledger, file):
    with ledger() as opened:
        opened.add(MARK)
    file.write_bytes(file.read_bytes() + b"\xff{\n")
    with (
        pytest.raises(NnkataError, match=r"ledger.jsonl, line 3, is damaged"),
        ledger(),
    ):
        pass


@pytest.mark.parametrize("change", [{"secret": "6"}, {"goals": "none"}])
def test_a_ledger_of_another_class_is_refused(ledger, change):
    with ledger():
        pass
    (name,) = change
    with (
        pytest.raises(NnkataError, match=f"begun with another {name}"),
        ledger(**change),
    ):
        pass


def test_a_mark_is_for_one_version_of_a_spec(ledger):
    later = replace(MARK, spec="s2", score=5.0)
    with ledger() as opened:
        assert (opened.add(MARK), opened.add(later)) == (MARK, later)
    with ledger() as again:
        assert [*again.marks.values()] == [MARK, later]


def test_two_gradings_do_not_write_one_ledger(ledger):
    with ledger(), pytest.raises(NnkataError, match="is in use"), ledger():
        pass


def test_a_disk_that_is_full_is_explained(ledger, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    with ledger() as opened:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(WriteError, match="No space left on device"):
            opened.add(MARK)
        assert not opened.marks


def test_a_ledger_is_plain_text_with_its_format(ledger, file):
    with ledger() as opened:
        opened.add(MARK)
    header, mark = map(json.loads, file.read_text("utf-8").splitlines())
    assert (header["format"], header["version"]) == ("nnkata-ledger", 1)
    assert mark["mark"]["student"] == "ann"


def test_the_secret_is_kept_for_nobody_else(tmp_path):
    file = tmp_path / "out" / "secret"
    secret = class_secret(file)
    assert (len(secret), file.stat().st_mode & 0o777) == (32, 0o600)
    assert class_secret(file) == secret != class_secret(tmp_path / "other")


def test_a_secret_that_is_none_is_refused(tmp_path):
    file = tmp_path / "secret"
    file.write_text("abc", "utf-8")
    with pytest.raises(NnkataError, match="expected 32 hexadecimal digits"):
        class_secret(file)
