"""Data of a learner's own: a table of a million rows, a folder of 10,000 pictures."""

import struct
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from measure.command import NNKATA, PYTHON, command
from measure.experiment import Contender, Experiment, Figure, Target

ROWS, PICTURES_ = 1_000_000, 10_000
NUMPY, PIL = "np.loadtxt", "PIL"
PIXELS = 32
LOADTXT = (
    "import numpy, sys; numpy.loadtxt(sys.argv[1], delimiter=',', skiprows=1,"
    " usecols=range(5))"
)
OPENED = (
    "import glob, sys; import numpy; from PIL import Image\n"
    "for f in glob.glob(sys.argv[1] + '/*/*.png'): numpy.asarray(Image.open(f))"
)


def write_table(file: Path, rows: int) -> None:
    """Write a CSV file of five numbers and a label in each row."""
    import numpy as np

    rng = np.random.default_rng(0)
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.write("length,width,height,weight,age,kind\n")
        for start in range(0, rows, 10_000):
            count = min(10_000, rows - start)
            kinds = rng.integers(0, 2, count)
            numbers = rng.normal(kinds[:, None], 1.0, (count, 5))
            for row, kind in zip(numbers.tolist(), kinds.tolist(), strict=True):
                cells = ",".join(f"{value:.4f}" for value in row)
                out.write(f"{cells},{'round' if kind else 'square'}\n")


def write_pictures(folder: Path, number: int) -> None:
    """Write small PNG pictures into a folder for each of two classes."""
    import numpy as np

    rng = np.random.default_rng(0)
    for name in ("dark", "light"):
        (folder / name).mkdir(parents=True)
    for i in range(number):
        name, low = ("light", 96) if i % 2 else ("dark", 0)
        pixels = rng.integers(low, low + 160, (PIXELS, PIXELS, 3), dtype=np.uint8)
        (folder / name / f"{i:05}.png").write_bytes(png(pixels))


def png(pixels) -> bytes:
    """Return an RGB picture as PNG."""
    h, w, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)  # 0: without a filter
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(rows, 1),
        b"IEND": b"",
    }
    chunks = [
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def no_cache(folder: Path) -> Mapping[str, str]:
    """Return settings with which no arrays of an earlier run are found."""
    return {"NNKATA_CACHE": tempfile.mkdtemp(dir=folder)}


def show(name: str, source: str) -> Contender:
    """Return `datasets show` of a path in the folder, with nothing cached."""
    words = [*NNKATA, "datasets", "show", source]
    return command(name, words, fresh=no_cache)


TABLE = Experiment(
    "data",
    "datasets show, a CSV of a million rows",
    (
        show("nnkata", "csv:{folder}/rows.csv"),
        command(NUMPY, [PYTHON, "-c", LOADTXT, "{folder}/rows.csv"]),
    ),
    (Figure(Target(3), unit="s"), Figure(Target(300), unit="MB")),
    prepare=lambda folder: write_table(folder / "rows.csv", ROWS),
    most_rounds=7,
)
PICTURES = Experiment(
    "data",
    "datasets show, 10,000 pictures in class folders",
    (
        show("nnkata", "folder:{folder}/pictures"),
        command(PIL, [PYTHON, "-c", OPENED, "{folder}/pictures"]),
    ),
    (Figure(Target(4), unit="s"), Figure(Target(300), unit="MB")),
    prepare=lambda folder: write_pictures(folder / "pictures", PICTURES_),
    most_rounds=7,
)
