"""`nnkata update`: newer content comes in, and no file of the learner's changes."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256

import pytest

from nnkata.cli import main
from nnkata.content import renewal
from nnkata.content.catalog import find, read_path
from nnkata.content.progress import Progress
from nnkata.content.workspace import bundled


def test_update_of_what_is_new_already_says_so(root, update, snapshot):
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
def test_update_brings_what_is_newer_and_says_what(root, update, name, what):
    file = root / "katas" / "neuron" / name
    file.write_text(file.read_text("utf-8") + "# old\n", encoding="utf-8")
    assert f"neuron: {what}\n" in update()
    assert file.read_bytes() == (bundled().katas / "neuron" / name).read_bytes()


def test_update_keeps_what_it_replaces(root, update):
    (root / "katas" / "neuron" / "README.md").write_text("old", encoding="utf-8")
    out = update()
    (folder,) = (root / ".nnkata" / "backups").iterdir()
    assert (folder / "neuron" / "README.md").read_text("utf-8") == "old"
    assert folder.name in out


def test_update_brings_a_new_kata(root, update):
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


def test_update_leaves_the_learners_file_alone(root, update):
    file = root / "katas" / "neuron" / "neuron.py"
    file.write_text("def forward(x, w, b):\n    return 1, 1\n", encoding="utf-8")
    before = file.read_bytes()
    assert "neuron: your file stays as it is, and lacks mse, backward" in update()
    assert file.read_bytes() == before


def test_update_says_nothing_of_a_file_that_has_all_functions(root, update):
    file = root / "katas" / "neuron" / "neuron.py"
    file.write_text(file.read_text("utf-8") + "\nMORE = 1\n", encoding="utf-8")
    assert update() == "Nothing is newer than what is here.\n"


def test_update_renews_a_stub_that_nobody_has_touched(root, update):
    file = root / "katas" / "neuron" / "neuron.py"
    fresh = file.read_text("utf-8")
    _, body = fresh.split("\n", 1)
    file.write_text('"""An earlier promise.\n' + body, encoding="utf-8")
    assert "neuron: stub\n" in update()
    assert file.read_text("utf-8") == fresh


def test_update_brings_back_a_missing_file(root, update):
    file = root / "katas" / "neuron" / "neuron.py"
    fresh = file.read_text("utf-8")
    file.unlink()
    update()
    assert file.read_text("utf-8") == fresh


def test_update_tells_of_a_kata_that_left_the_path(root, update):
    syllabus = root / "katas" / "syllabus.toml"
    text = syllabus.read_text("utf-8")
    (root / "katas" / "former").mkdir()
    facts = (root / "katas" / "neuron" / "kata.toml").read_text("utf-8")
    (root / "katas" / "former" / "kata.toml").write_text(facts, encoding="utf-8")
    more = '\n[[chapters]]\ntitle = "Former"\nkatas = ["former"]\n'
    syllabus.write_text(text + more, encoding="utf-8")
    assert "former: no longer on the path; it stays\n" in update()
    assert (root / "katas" / "former" / "kata.toml").is_file()


def test_update_shows_what_the_stub_of_a_written_file_asks_otherwise(root, update):
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


def test_a_workspace_with_other_line_ends_has_nothing_to_update(
    root, update, snapshot, with_crlf
):
    with_crlf(root)
    before = snapshot(root)
    assert update() == "Nothing is newer than what is here.\n"
    assert snapshot(root) == before


def stray_files_in(folder):
    (folder / "._neuron.py").write_bytes(b"\0\5\x16\7")
    (folder / ".#README.md").symlink_to("someone@host.1:1")
    (folder / "README.md~").write_text("old")
    (folder / "Thumbs.db").write_bytes(b"")


def test_init_and_update_leave_stray_files_behind(
    root, update, tmp_path, monkeypatch, snapshot
):
    shelf = tmp_path / "shelf"
    shutil.copytree(bundled().katas, shelf)
    stray_files_in(shelf / "neuron")
    home = replace(bundled(), katas=shelf)
    monkeypatch.setattr(renewal, "bundled", lambda: home)
    before = snapshot(root)
    assert update() == "Nothing is newer than what is here.\n"
    monkeypatch.chdir(tmp_path)
    assert main(["init", "another"]) == 0
    assert snapshot(root) == before == snapshot(tmp_path / "another")


def test_update_of_a_text_takes_no_pass_away(root, update):
    """Even of a pass whose version is that of the whole `kata.toml`, as it once was."""
    folder = root / "katas" / "neuron"
    facts = folder / "kata.toml"
    facts.write_text(facts.read_text("utf-8") + "# old\n", encoding="utf-8")
    files = (folder / "test_neuron.py", facts)
    version = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
    record = root / ".nnkata" / "progress.json"
    record.parent.mkdir(exist_ok=True)
    record.write_text(json.dumps({"version": 1, "passed": {"neuron": version}}))
    assert "neuron: facts\n" in update()
    kata = find(read_path(root / "katas"), "neuron")
    assert Progress(record).state(kata) == "done"
