"""The engine for a browser: one zip of pure Python, from what is installed here.

It is compressed as a whole, which takes a third less than file by file: the browser
opens that faster than Python could.
"""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from nnkata.content.workspace import Workspace
from nnkata.files import PACKAGE, SHELVES

PACKAGES = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
# Of Pygments, pytest needs the formatter for terminals and two lexers; the rest is 1 MB.
PYGMENTS = re.compile(
    r"pygments/([a-z_]+|(formatters|lexers)/(__init__|_mapping)|formatters/terminal"
    r"|lexers/(python|diff)|styles/(__init__|_mapping|default)|filters/__init__)\.py"
)
# What a browser has no use for: other interfaces, and pages.
LEFT_OUT = re.compile(
    r"nnkata/(site/(?!__init__|bench)|notebook|watch|timing|authoring|grading|commands|cli)"
    rf"|nnkata/{SHELVES}/(.*/work\.py|.*/broken/.*|solutions/keras_.*|solutions/_.*)"
)
ENGINE = "engine.bin"  # not .gz, which some hosts send as an encoding of a zip
DATA = "datasets/data/mnist_5k.npz"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same files make the same bytes


def write_engine(workspace: Workspace, file: Path) -> None:
    """Write the engine, the katas and all they import into a zip below gzip.

    The sample of MNIST is left to `DATA`, which is needed for training alone.
    """
    entries = sorted({**dict(_own_files(workspace)), **dict(_others())}.items())
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, source in entries:
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), source.read_bytes())
    file.write_bytes(gzip.compress(stored.getvalue(), 9, mtime=0))


def _own_files(workspace: Workspace) -> Iterator[tuple[str, Path]]:
    shelves = ("katas", "solutions", "datasets")
    folders = {shelf: f"nnkata/{SHELVES}/{shelf}" for shelf in shelves}
    for folder, prefix in [
        (PACKAGE, "nnkata"),
        *((workspace.root / shelf, prefix) for shelf, prefix in folders.items()),
    ]:
        for source in folder.rglob("*"):
            name = f"{prefix}/{source.relative_to(folder).as_posix()}"
            if source.suffix in (".py", ".toml", ".json") and not LEFT_OUT.match(name):
                yield name, source


def _others() -> Iterator[tuple[str, Path]]:
    for package in PACKAGES:
        for entry in distribution(package).files or ():
            name = entry.as_posix()
            is_wanted = not name.startswith("pygments/") or PYGMENTS.fullmatch(name)
            if entry.suffix == ".py" and ".." not in entry.parts and is_wanted:
                yield name, Path(str(entry.locate()))
