"""The record of passed katas: never lost, and never half written."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from nnkata.content.progress import Progress, spec_version
from nnkata.errors import WorkspaceError


@pytest.fixture
def record(tiny):
    return tiny.workspace.state / "progress.json"


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


def test_a_changed_spec_makes_it_a_pass_of_an_earlier_spec(tiny, fresh):
    fresh().record(tiny.kata(), passed=True)
    spec = tiny.kata().spec
    spec.write_text(spec.read_text("utf-8") + "# more\n", encoding="utf-8")
    assert fresh().state(tiny.kata()) == "earlier spec"


GOAL = """
[[goals]]
name = "blobs"
dataset = "blobs"
seconds = 5
at_least = { accuracy = 0.9 }
points = 3
refuses = ["linear"]
settings = { lr = 0.1 }
"""


@pytest.fixture
def facts(tiny):
    """Write `kata.toml` with a goal, and what may be changed in it."""
    file = tiny.kata().folder / "kata.toml"
    text = file.read_text("utf-8") + GOAL

    def write(old="", new=""):
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    write()
    return write


@pytest.mark.parametrize(
    "old, new",
    [
        ("minutes = 5", "minutes = 6"),
        ("points = 3", "points = 2"),
        ('refuses = ["linear"]', "refuses = []"),
        ('refuses = ["linear"]', "runs = 3"),
        ("title = ", 'built = "A number."\nexperiment = "Try it."\ntitle = '),
        ("title = ", "# A comment.\ntitle = "),
    ],
)
def test_a_changed_text_of_kata_toml_takes_no_pass_away(tiny, fresh, facts, old, new):
    fresh().record(tiny.kata(), passed=True)
    facts(old, new)
    assert fresh().state(tiny.kata()) == "done"


@pytest.mark.parametrize(
    "old, new",
    [
        ("accuracy = 0.9", "accuracy = 0.95"),
        ("accuracy = 0.9", "f1 = 0.9"),
        ("lr = 0.1", "lr = 0.2"),
        ("seconds = 5", "seconds = 4"),
        ("points = 3", "required = false"),
        ('"blobs"', '"spots"'),
        ("limit = 0.5", "limit = 2"),
    ],
)
def test_a_changed_demand_of_kata_toml_makes_it_an_earlier_spec(
    tiny, fresh, facts, old, new
):
    fresh().record(tiny.kata(), passed=True)
    facts(old, new)
    assert fresh().state(tiny.kata()) == "earlier spec"


@pytest.fixture
def old_record(tiny, record):
    """A record as nnkata wrote it when a version was that of the whole `kata.toml`."""
    kata = tiny.kata()
    files = (kata.spec, kata.folder / "kata.toml")
    version = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
    passed = {"double": version, "quadruple": "of another"}
    record.parent.mkdir()
    record.write_text(json.dumps({"version": 1, "passed": passed}))


def test_a_pass_of_an_older_record_stays_valid(tiny, fresh, old_record):
    assert fresh().state(tiny.kata()) == "done"
    assert fresh().state(tiny.kata("quadruple")) == "earlier spec"


def test_an_older_record_that_was_carried_over_survives_a_changed_text(
    tiny, fresh, old_record
):
    fresh().carry_over(tiny.workspace.path)
    assert fresh().passed == {
        "double": spec_version(tiny.kata()),
        "quadruple": "of another",
    }
    tiny.write(
        "katas/double/kata.toml",
        (tiny.kata().folder / "kata.toml").read_text("utf-8") + "# more\n",
    )
    assert fresh().state(tiny.kata()) == "done"


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


def test_a_byte_order_mark_does_not_change_a_spec(tiny):
    before = spec_version(tiny.kata())
    spec = tiny.kata().spec
    spec.write_bytes(b"\xef\xbb\xbf" + spec.read_bytes())
    assert spec_version(tiny.kata()) == before


DAMAGED = [
    b"",
    b"{",
    b"[]",
    b"3",
    b"{}",
    b'{"version": 1}',
    b'"text"',
    b"\xff\xfe{}",
    b'{"version": "1", "passed": {}}',
    b'{"version": 1, "passed": {"double": 3}}',
    b'{"version": 1, "passed": "double"}',
]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_record_is_set_aside_and_a_new_one_begins(
    tiny, record, fresh, content
):
    record.parent.mkdir()
    record.write_bytes(content)
    progress = fresh()
    assert "progress.json is damaged. It is kept as" in progress.problem
    assert progress.record(tiny.kata(), passed=True) == ""
    assert fresh().state(tiny.kata()) == "done"
    (renamed,) = record.parent.glob("progress.json.damaged-*")
    assert renamed.read_bytes() == content
    assert renamed.name in progress.problem


def test_a_second_damaged_record_does_not_replace_the_first(record, fresh):
    record.parent.mkdir()
    for text in ("first", "second"):
        record.write_text(text)
        fresh()
    kept = sorted(record.parent.glob("progress.json.damaged-*"))
    assert [file.read_text() for file in kept] == ["first", "second"]


def test_a_sound_record_has_no_problem(tiny, fresh):
    fresh().record(tiny.kata(), passed=True)
    assert fresh().problem == ""


def newer(file):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"version": 99, "passed": {}}))


def unreadable(file):
    file.mkdir(parents=True)


def damaged_for_ever(file):
    """Damaged, where nothing can be renamed: on another user's checkout, say."""
    file.parent.mkdir()
    file.write_text("{")


@pytest.fixture
def nothing_renamed(monkeypatch):
    def refused(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refused)
    monkeypatch.setattr(Path, "replace", refused)


@pytest.mark.parametrize(
    "make, why",
    [
        (newer, "was written by a newer nnkata. Update nnkata."),
        (unreadable, "cannot be read: Is a directory. Move it away."),
        (damaged_for_ever, "is damaged, and cannot be renamed. Move it away."),
    ],
)
def test_a_record_that_must_stay_is_told_and_not_touched(
    tiny, record, fresh, nothing_renamed, make, why
):
    make(record)
    before = record.read_bytes() if record.is_file() else b""
    progress = fresh()
    assert progress.problem == f"Progress is not recorded: {record} {why}"
    assert progress.record(tiny.kata(), passed=True) == progress.problem
    assert (record.read_bytes() if record.is_file() else b"") == before


@pytest.mark.parametrize("make", [newer, unreadable])
def test_what_would_be_lost_in_a_record_that_must_stay_is_refused(record, fresh, make):
    make(record)
    progress = fresh()
    with pytest.raises(WorkspaceError, match="Progress is not recorded"):
        progress.merge({"double": "1234"})
    with pytest.raises(WorkspaceError, match="Progress is not recorded"):
        progress.forget("double")


def test_a_record_that_cannot_be_written_is_told_and_stops_nothing(tiny, record, fresh):
    progress = fresh()
    record.parent.write_text("a file where the folder should be")
    message = progress.record(tiny.kata(), passed=True)
    assert message.startswith("Progress is not recorded: ")
    assert "progress.json cannot be written: " in message
