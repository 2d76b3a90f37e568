"""The command line: again, export, import, update."""

import zipfile
from pathlib import Path

import pytest

from nnkata.catalog import read_path
from nnkata.cli import main
from nnkata.commands import carry
from nnkata.shelves import bundled

MINE = "def double(x):\n    return x + x\n"
OLD = "def double(x):\n    return x * 2\n"


def snapshot(root):
    """Every file of a workspace but its state."""
    return {
        str(file.relative_to(root)): file.read_bytes()
        for file in root.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


# -- again -----------------------------------------------------------------------------


def test_again_begins_with_a_fresh_stub(run, tiny):
    stub = tiny.kata().stub.read_text("utf-8")
    tiny.mine(MINE)
    run("again", "double")
    assert tiny.kata().stub.read_text("utf-8") == stub


def test_again_keeps_the_attempt(run, tiny):
    tiny.mine(MINE)
    out = run("again", "double")[1]
    (backup,) = (tiny.shelves.state / "backups").iterdir()
    assert backup.read_text("utf-8") == MINE
    assert backup.name in out


def test_again_forgets_the_pass(run, tiny):
    tiny.passed()
    run("again", "double")
    assert "0 of 2 katas passed" in run()[1]


def test_again_forgets_the_hints_of_the_kata_and_no_others(run, tiny):
    for words in (["double", "double"], ["quadruple", "octuple"]):
        run("hint", *words)
    run("again", "double")
    assert "hint 2" not in run("hint", "double", "double")[1]
    assert "octuple, hint 2 of 3" in run("hint", "quadruple", "octuple")[1]


def test_again_suggests_a_near_name(run):
    status, _, err = run("again", "doubel")
    assert (status, "Did you mean 'double'?" in err) == (2, True)


# -- export and import -----------------------------------------------------------------


@pytest.fixture
def exported(run, tiny, tmp_path):
    """Progress of the tiny workspace, in a file."""
    tiny.mine(MINE)
    tiny.passed()
    run("hint", "double", "double")
    run("hint", "quadruple", "octuple")
    file = tmp_path / "work.zip"
    assert run("export", str(file))[0] == 0
    return file


@pytest.fixture
def forgotten(run, tiny, exported):
    """The workspace as it was before anything was done in it."""
    run("again", "double")
    run("again", "quadruple")
    return exported


def test_export_says_what_it_holds(run, tiny, tmp_path):
    tiny.mine(MINE)
    tiny.passed()
    out = run("export", str(tmp_path / "work.zip"))[1]
    assert out.endswith("work.zip: 1 files of yours, 1 katas passed.\n")


def test_export_leaves_untouched_stubs_behind(exported):
    with zipfile.ZipFile(exported) as archive:
        assert archive.namelist() == ["nnkata.json", "katas/double/double.py"]


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
        run("hint", "double", "double")
    run("import", str(exported))
    assert "hint 3 of 3" in run("hint", "double", "double")[1]


def test_import_keeps_what_it_replaces(run, tiny, exported):
    tiny.mine(OLD)
    out = run("import", str(exported))[1]
    (folder,) = (tiny.shelves.state / "backups").iterdir()
    assert (folder / "double.py").read_text("utf-8") == OLD
    assert folder.name in out


def test_import_over_stubs_keeps_none(run, tiny, forgotten):
    before = list((tiny.shelves.state / "backups").iterdir())
    out = run("import", str(forgotten))[1]
    assert list((tiny.shelves.state / "backups").iterdir()) == before
    assert "Kept in" not in out


def test_import_twice_is_import_once(run, tiny, exported):
    run("import", str(exported))
    before = snapshot(tiny.root)
    assert run("import", str(exported))[1].startswith("0 files brought in")
    assert snapshot(tiny.root) == before


def test_import_of_a_refused_parcel_changes_nothing(run, tiny, exported):
    with zipfile.ZipFile(exported, "a") as archive:
        archive.writestr("../../outside.py", b"")
    tiny.mine(OLD)
    before = snapshot(tiny.root)
    status, _, err = run("import", str(exported))
    assert (status, "leads out of the workspace" in err) == (2, True)
    assert snapshot(tiny.root) == before


@pytest.mark.parametrize("at", ["first", "second", "record"])
def test_an_import_that_fails_half_way_changes_nothing(
    run, tiny, exported, tmp_path, monkeypatch, at
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


# -- update ----------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path, monkeypatch, capsys):
    """A workspace that `init` wrote, and how to update it; what that prints."""
    monkeypatch.chdir(tmp_path)
    main(["init", "mine"])
    root = tmp_path / "mine"
    monkeypatch.chdir(root)
    capsys.readouterr()

    def updated():
        assert main(["update"]) == 0
        return capsys.readouterr().out

    return root, updated


def test_update_of_what_is_new_already_says_so(workspace):
    root, update = workspace
    before = snapshot(root)
    assert update() == "Nothing is newer than what is here.\n"
    assert snapshot(root) == before


@pytest.mark.parametrize(
    "name, what",
    [
        ("README.md", "lesson"),
        ("test_neuron.py", "spec"),
        ("kata.toml", "facts"),
        ("hints.toml", "hints"),
    ],
)
def test_update_brings_what_is_newer_and_says_what(workspace, name, what):
    root, update = workspace
    file = root / "katas" / "neuron" / name
    file.write_text(file.read_text("utf-8") + "# old\n", encoding="utf-8")
    assert f"neuron: {what}\n" in update()
    assert file.read_bytes() == (bundled().katas / "neuron" / name).read_bytes()


def test_update_keeps_what_it_replaces(workspace):
    root, update = workspace
    (root / "katas" / "neuron" / "README.md").write_text("old", encoding="utf-8")
    out = update()
    (folder,) = (root / ".nnkata" / "backups").iterdir()
    assert (folder / "neuron" / "README.md").read_text("utf-8") == "old"
    assert folder.name in out


def test_update_brings_a_new_kata(workspace):
    root, update = workspace
    syllabus = root / "katas" / "syllabus.toml"
    text = syllabus.read_text("utf-8")
    last = read_path(bundled().katas)[-1].slug
    old = text.replace(f', "{last}"', "")
    assert old != text
    syllabus.write_text(old, encoding="utf-8")
    for file in (root / "katas" / last).iterdir():
        file.unlink()
    (root / "katas" / last).rmdir()
    out = update()
    assert f"{last}: new\n" in out
    assert "the path has changed" in out
    assert ': write me")' in (root / "katas" / last / f"{last}.py").read_text("utf-8")


def test_update_leaves_the_learners_file_alone(workspace):
    root, update = workspace
    file = root / "katas" / "neuron" / "neuron.py"
    file.write_text("def forward(x, w, b):\n    return 1, 1\n", encoding="utf-8")
    before = file.read_bytes()
    assert "neuron: your file stays as it is, and lacks mse, backward" in update()
    assert file.read_bytes() == before


def test_update_says_nothing_of_a_file_that_has_all_functions(workspace):
    root, update = workspace
    file = root / "katas" / "neuron" / "neuron.py"
    file.write_text(file.read_text("utf-8") + "\nMORE = 1\n", encoding="utf-8")
    assert update() == "Nothing is newer than what is here.\n"


def test_update_renews_a_stub_that_nobody_has_touched(workspace):
    root, update = workspace
    file = root / "katas" / "neuron" / "neuron.py"
    fresh = file.read_text("utf-8")
    _, body = fresh.split("\n", 1)
    file.write_text('"""An earlier promise.\n' + body, encoding="utf-8")
    assert "neuron: stub\n" in update()
    assert file.read_text("utf-8") == fresh


def test_update_brings_back_a_missing_file(workspace):
    root, update = workspace
    file = root / "katas" / "neuron" / "neuron.py"
    fresh = file.read_text("utf-8")
    file.unlink()
    update()
    assert file.read_text("utf-8") == fresh


def test_update_tells_of_a_kata_that_left_the_path(workspace):
    root, update = workspace
    syllabus = root / "katas" / "syllabus.toml"
    text = syllabus.read_text("utf-8")
    (root / "katas" / "former").mkdir()
    facts = (root / "katas" / "neuron" / "kata.toml").read_text("utf-8")
    (root / "katas" / "former" / "kata.toml").write_text(facts, encoding="utf-8")
    more = '\n[[chapters]]\ntitle = "Former"\nkatas = ["former"]\n'
    syllabus.write_text(text + more, encoding="utf-8")
    assert "former: no longer on the path; it stays\n" in update()
    assert (root / "katas" / "former" / "kata.toml").is_file()


def test_update_of_the_repository_itself_says_git_pull(monkeypatch, capsys):
    monkeypatch.chdir(bundled().root)
    assert main(["update"]) == 2
    assert "`git pull` brings what is new" in capsys.readouterr().err


def test_a_stub_is_untouched_until_a_line_is_written(tiny):
    assert carry._is_untouched(tiny.kata("quadruple").stub)
    tiny.solve("quadruple")
    assert not carry._is_untouched(tiny.kata("quadruple").stub)
