"""`nnkata import`: an export comes in, and nothing of the learner's is lost."""

import zipfile
from pathlib import Path

import pytest

from nnkata.content.exported import Export, write_export

MINE = "def double(x):\n    return x + x\n"
OLD = "def double(x):\n    return x * 2\n"


@pytest.fixture
def forgotten(run, tiny, exported):
    """The workspace as it was before anything was done in it."""
    run("again", "double")
    run("again", "quadruple")
    return exported


def test_import_brings_the_files(run, tiny, forgotten):
    run("import", str(forgotten))
    assert tiny.kata().stub.read_text("utf-8") == MINE


def test_import_brings_the_done_marks(run, forgotten):
    run("import", str(forgotten))
    assert "1 of 2 katas passed" in run()[1]


def test_import_brings_the_hints(run, forgotten):
    run("import", str(forgotten))
    assert "double, hint 2 of 3" in run("hint", "double", "double")[1]


def test_import_takes_no_done_mark_away(run, tiny, exported):
    tiny.passed("quadruple")
    run("import", str(exported))
    assert "2 of 2 katas passed" in run()[1]


def test_import_takes_no_hint_away(run, exported):
    for _ in range(2):
        run("hint", "double", "double", "--more")
    run("import", str(exported))
    assert "hint 3 of 3" in run("hint", "double", "double")[1]


def test_import_keeps_what_it_replaces(run, tiny, exported):
    tiny.mine(OLD)
    out = run("import", str(exported))[1]
    (folder,) = (tiny.workspace.state / "backups").iterdir()
    assert (folder / "double.py").read_text("utf-8") == OLD
    assert folder.name in out


def test_import_over_stubs_keeps_none(run, tiny, forgotten):
    before = list((tiny.workspace.state / "backups").iterdir())
    out = run("import", str(forgotten))[1]
    assert list((tiny.workspace.state / "backups").iterdir()) == before
    assert "Kept in" not in out


def test_import_twice_is_import_once(run, tiny, exported, snapshot):
    run("import", str(exported))
    before = snapshot(tiny.root)
    assert run("import", str(exported))[1].startswith("0 files restored")
    assert snapshot(tiny.root) == before


def test_import_of_a_refused_export_changes_nothing(run, tiny, exported, snapshot):
    with zipfile.ZipFile(exported, "a") as archive:
        archive.writestr("../../outside.py", b"")
    tiny.mine(OLD)
    before = snapshot(tiny.root)
    status, _, err = run("import", str(exported))
    assert (status, "leads out of the workspace" in err) == (2, True)
    assert snapshot(tiny.root) == before


@pytest.mark.parametrize("at", ["first", "second", "record"])
def test_an_import_that_fails_half_way_changes_nothing(
    run, tiny, exported, tmp_path, monkeypatch, at, snapshot
):
    tiny.mine("def quadruple(x):\n    return 4 * x\n", "quadruple")
    run("export", str(exported))
    tiny.mine(OLD)
    tiny.mine("# another\n", "quadruple")
    run("again", "quadruple")
    before = snapshot(tiny.root)
    real, count = Path.replace, []

    def refusing(self, target):
        name = Path(target).name
        count.append(name)
        doomed = {"first": len(count) == 1, "second": len(count) == 2}
        if doomed.get(at, name == "progress.json"):
            raise PermissionError(13, "Permission denied", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    status, _, err = run("import", str(exported))
    monkeypatch.undo()
    assert status == 2
    assert "Permission denied" in err
    after = snapshot(tiny.root)
    changed = {n for n in {*before, *after} if before.get(n) != after.get(n)}
    assert {name for name in changed if "backups" not in name} == set()


def test_a_stub_in_an_export_replaces_no_answer(run, tiny, tmp_path):
    """An earlier nnkatan exported every stub of a clone with other line ends."""
    stub = tiny.kata().stub.read_bytes().replace(b"\n", b"\r\n")
    export = Export({"double": None}, {}, {"double": stub})
    write_export(tmp_path / "stubs.zip", export)
    tiny.mine(MINE)
    assert run("import", str(tmp_path / "stubs.zip"))[1].startswith("0 files restored")
    assert tiny.kata().stub.read_text("utf-8") == MINE


def test_an_answer_with_other_line_ends_is_the_same_answer(run, tiny, exported):
    stub = tiny.kata().stub
    stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))
    before = stub.read_bytes()
    assert run("import", str(exported))[1].startswith("0 files restored")
    assert stub.read_bytes() == before
