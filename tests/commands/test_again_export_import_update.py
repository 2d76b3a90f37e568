"""The command line: again, export, import, update."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from nnkata.cli import main
from nnkata.commands import init
from nnkata.commands import update as update_verb
from nnkata.content.catalog import read_path
from nnkata.content.exported import Parcel, write_parcel
from nnkata.content.workspace import bundled

ROOT = Path(__file__).resolve().parents[2]
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
    (backup,) = (tiny.workspace.state / "backups").iterdir()
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
    (folder,) = (tiny.workspace.state / "backups").iterdir()
    assert (folder / "double.py").read_text("utf-8") == OLD
    assert folder.name in out


def test_import_over_stubs_keeps_none(run, tiny, forgotten):
    before = list((tiny.workspace.state / "backups").iterdir())
    out = run("import", str(forgotten))[1]
    assert list((tiny.workspace.state / "backups").iterdir()) == before
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
def find_workspace(tmp_path, monkeypatch, capsys):
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


def test_update_of_what_is_new_already_says_so(find_workspace):
    root, update = find_workspace
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
def test_update_brings_what_is_newer_and_says_what(find_workspace, name, what):
    root, update = find_workspace
    file = root / "katas" / "neuron" / name
    file.write_text(file.read_text("utf-8") + "# old\n", encoding="utf-8")
    assert f"neuron: {what}\n" in update()
    assert file.read_bytes() == (bundled().katas / "neuron" / name).read_bytes()


def test_update_keeps_what_it_replaces(find_workspace):
    root, update = find_workspace
    (root / "katas" / "neuron" / "README.md").write_text("old", encoding="utf-8")
    out = update()
    (folder,) = (root / ".nnkata" / "backups").iterdir()
    assert (folder / "neuron" / "README.md").read_text("utf-8") == "old"
    assert folder.name in out


def test_update_brings_a_new_kata(find_workspace):
    root, update = find_workspace
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


def test_update_leaves_the_learners_file_alone(find_workspace):
    root, update = find_workspace
    file = root / "katas" / "neuron" / "neuron.py"
    file.write_text("def forward(x, w, b):\n    return 1, 1\n", encoding="utf-8")
    before = file.read_bytes()
    assert "neuron: your file stays as it is, and lacks mse, backward" in update()
    assert file.read_bytes() == before


def test_update_says_nothing_of_a_file_that_has_all_functions(find_workspace):
    root, update = find_workspace
    file = root / "katas" / "neuron" / "neuron.py"
    file.write_text(file.read_text("utf-8") + "\nMORE = 1\n", encoding="utf-8")
    assert update() == "Nothing is newer than what is here.\n"


def test_update_renews_a_stub_that_nobody_has_touched(find_workspace):
    root, update = find_workspace
    file = root / "katas" / "neuron" / "neuron.py"
    fresh = file.read_text("utf-8")
    _, body = fresh.split("\n", 1)
    file.write_text('"""An earlier promise.\n' + body, encoding="utf-8")
    assert "neuron: stub\n" in update()
    assert file.read_text("utf-8") == fresh


def test_update_brings_back_a_missing_file(find_workspace):
    root, update = find_workspace
    file = root / "katas" / "neuron" / "neuron.py"
    fresh = file.read_text("utf-8")
    file.unlink()
    update()
    assert file.read_text("utf-8") == fresh


def test_update_tells_of_a_kata_that_left_the_path(find_workspace):
    root, update = find_workspace
    syllabus = root / "katas" / "syllabus.toml"
    text = syllabus.read_text("utf-8")
    (root / "katas" / "former").mkdir()
    facts = (root / "katas" / "neuron" / "kata.toml").read_text("utf-8")
    (root / "katas" / "former" / "kata.toml").write_text(facts, encoding="utf-8")
    more = '\n[[chapters]]\ntitle = "Former"\nkatas = ["former"]\n'
    syllabus.write_text(text + more, encoding="utf-8")
    assert "former: no longer on the path; it stays\n" in update()
    assert (root / "katas" / "former" / "kata.toml").is_file()


def test_update_shows_what_the_stub_of_a_written_file_asks_otherwise(find_workspace):
    root, update = find_workspace
    file = root / "katas" / "neuron" / "neuron.py"
    text = file.read_text("utf-8")
    first = text.index('"""', text.index("def forward")) + 3
    end = text.index("\n", first)
    old = text[:first] + "Once it said so." + text[end:]
    file.write_text(old.replace("raise NotImplementedError", "return", 1), "utf-8")
    before = file.read_bytes()
    out = update()
    assert "neuron: your file stays as it is; its stub now asks:" in out
    assert '-    """Once it said so.' in out
    assert f'+    """{text[first:end]}' in out
    assert file.read_bytes() == before


# -- line ends -------------------------------------------------------------------------


def with_crlf(root):
    """As a checkout with core.autocrlf leaves every text."""
    for file in root.rglob("*"):
        if file.suffix in (".py", ".toml", ".md", ".json", ".svg"):
            data = file.read_bytes().replace(b"\r\n", b"\n")
            file.write_bytes(data.replace(b"\n", b"\r\n"))


def test_a_workspace_with_other_line_ends_exports_nothing(run, tiny, tmp_path):
    with_crlf(tiny.root)
    out = run("export", str(tmp_path / "work.zip"))[1]
    assert out.endswith("work.zip: 0 files of yours, 0 katas passed.\n")


def test_a_workspace_with_other_line_ends_has_nothing_to_keep(run, tiny):
    with_crlf(tiny.root)
    run("reset", "--all")
    run("again", "double")
    assert not (tiny.workspace.state / "backups").exists()


def test_a_workspace_with_other_line_ends_has_nothing_to_update(find_workspace):
    root, update = find_workspace
    with_crlf(root)
    before = snapshot(root)
    assert update() == "Nothing is newer than what is here.\n"
    assert snapshot(root) == before


def test_stubs_with_other_line_ends_are_current(run, tiny):
    with_crlf(tiny.root / "katas")
    assert run("dev", "stub", "--check")[0] == 0


def test_a_stub_in_an_export_replaces_no_answer(run, tiny, tmp_path):
    """An earlier nnkata exported every stub of a clone with other line ends."""
    stub = tiny.kata().stub.read_bytes().replace(b"\n", b"\r\n")
    parcel = Parcel({"double": None}, {}, {"double": stub})
    write_parcel(tmp_path / "stubs.zip", parcel)
    tiny.mine(MINE)
    assert run("import", str(tmp_path / "stubs.zip"))[1].startswith(
        "0 files brought in"
    )
    assert tiny.kata().stub.read_text("utf-8") == MINE


def test_an_answer_with_other_line_ends_is_the_same_answer(run, tiny, exported):
    stub = tiny.kata().stub
    stub.write_bytes(stub.read_bytes().replace(b"\n", b"\r\n"))
    before = stub.read_bytes()
    assert run("import", str(exported))[1].startswith("0 files brought in")
    assert stub.read_bytes() == before


def git(*words, cwd):
    subprocess.run(["git", *words], cwd=cwd, check=True, capture_output=True)


def committed(folder, message):
    """Everything in a folder, as a commit of its repository."""
    git("add", "--all", cwd=folder)
    author = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org"]
    git(*author, "commit", "--quiet", "-m", message, cwd=folder)


def test_a_clone_with_autocrlf_has_the_line_ends_of_the_repository(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    git("init", "--quiet", cwd=source)
    for name in (".gitattributes", "katas/neuron/neuron.py"):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    (source / "digits.npz").write_bytes(b"PK\r\n\n")
    committed(source, "one kata")
    git("clone", "-q", "-c", "core.autocrlf=true", "source", "clone", cwd=tmp_path)
    clone = tmp_path / "clone"
    assert b"\r" not in (clone / "katas" / "neuron" / "neuron.py").read_bytes()
    assert (clone / "digits.npz").read_bytes() == b"PK\r\n\n"


def test_a_clone_with_autocrlf_and_no_attributes_exports_nothing(
    run, tiny, tmp_path, monkeypatch
):
    git("init", "--quiet", cwd=tiny.root)
    committed(tiny.root, "tiny")
    git("clone", "-q", "-c", "core.autocrlf=true", "tiny", "clone", cwd=tmp_path)
    clone = tmp_path / "clone"
    assert b"\r\n" in (clone / "katas" / "double" / "double.py").read_bytes()
    monkeypatch.chdir(clone)
    out = run("export", str(tmp_path / "work.zip"))[1]
    assert out.endswith("work.zip: 0 files of yours, 0 katas passed.\n")


# -- records that cannot be used -------------------------------------------------------


def test_damaged_hints_are_set_aside(run, tiny):
    tiny.write(".nnkata/hints.json", "{")
    status, out, err = run("hint", "double", "double")
    assert (status, "hint 1 of" in out) == (0, True)
    assert (
        "hints.json is damaged or cannot be read. It is kept as hints.json.dam" in err
    )
    (kept,) = tiny.workspace.state.glob("hints.json.damaged-*")
    assert kept.read_text() == "{"
    assert "hint 2 of" in run("hint", "double", "double")[1]


def test_a_hint_is_given_where_it_cannot_be_recorded(run, tiny):
    tiny.workspace.state.write_text("a file where the folder should be")
    status, out, err = run("hint", "double", "double")
    assert (status, "hint 1 of" in out) == (0, True)
    assert "The hint is not recorded: " in err


# -- stray files -----------------------------------------------------------------------


def stray_files_in(folder):
    (folder / "._neuron.py").write_bytes(b"\0\5\x16\7")
    (folder / ".#README.md").symlink_to("someone@host.1:1")
    (folder / "README.md~").write_text("old")
    (folder / "Thumbs.db").write_bytes(b"")


def test_init_and_update_leave_stray_files_behind(
    find_workspace, tmp_path, monkeypatch
):
    root, update = find_workspace
    shelf = tmp_path / "shelf"
    shutil.copytree(bundled().katas, shelf)
    stray_files_in(shelf / "neuron")
    home = replace(bundled(), katas=shelf)
    monkeypatch.setattr(update_verb, "bundled", lambda: home)
    monkeypatch.setattr(init, "bundled", lambda: home)
    before = snapshot(root)
    assert update() == "Nothing is newer than what is here.\n"
    monkeypatch.chdir(tmp_path)
    assert main(["init", "another"]) == 0
    assert snapshot(root) == before == snapshot(tmp_path / "another")
