"""`nnkata export`: the learner's work in one zip."""

import shutil
import subprocess
import zipfile
from pathlib import Path

MINE = "def double(x):\n    return x + x\n"
ROOT = Path(__file__).resolve().parents[2]


def git(*words, cwd):
    subprocess.run(["git", *words], cwd=cwd, check=True, capture_output=True)


def committed(folder, message):
    """Everything in a folder, as a commit of its repository."""
    git("add", "--all", cwd=folder)
    author = ["-c", "user.name=Someone", "-c", "user.email=someone@example.org"]
    git(*author, "commit", "--quiet", "-m", message, cwd=folder)


def test_export_says_what_it_holds(run, tiny, tmp_path):
    tiny.mine(MINE)
    tiny.passed()
    out = run("export", str(tmp_path / "work.zip"))[1]
    assert out.endswith("work.zip: 1 files of yours, 1 katas passed.\n")


def test_export_leaves_untouched_stubs_behind(exported):
    with zipfile.ZipFile(exported) as archive:
        assert archive.namelist() == ["nnkata.json", "katas/double/double.py"]


def test_a_workspace_with_other_line_ends_exports_nothing(
    run, tiny, tmp_path, with_crlf
):
    with_crlf(tiny.root)
    out = run("export", str(tmp_path / "work.zip"))[1]
    assert out.endswith("work.zip: 0 files of yours, 0 katas passed.\n")


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
