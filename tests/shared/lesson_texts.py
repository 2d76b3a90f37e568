"""What the tests of lessons share: their texts, the references, and how numbers read."""

import io
import re
import subprocess
import sys
from contextlib import redirect_stdout
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import find_workspace
from nnkata.data.registry import read_registry
from nnkata.subject.loader import Loader
from nnkata.training.calibration import read_calibrations

ROOT = Path(__file__).resolve().parents[2]
HOUSE = find_workspace(ROOT)
PATH = read_path(HOUSE.katas)
SVG = "{http://www.w3.org/2000/svg}"


def spec(slug):
    """The spec of a kata as a module, for the functions that its graded runs train with."""
    file = find(PATH, slug).spec
    found = spec_from_file_location(file.stem, file)
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module


def baseline(slug, goal, metric):
    """What the reference reached in the baseline runs of a goal, in order of size."""
    return sorted(read_calibrations(find(PATH, slug))[goal].measured[metric])


def lesson(slug):
    return find(PATH, slug).lesson.read_text(encoding="utf-8")


def reference(slug):
    return Loader(find(PATH, slug), HOUSE, "reference").module()


def number(value):
    """A number as lessons write it, with a real minus sign."""
    return f"{value + 0:.4g}".replace("-", "−")  # no −0


def vector(values):
    return f"({', '.join(map(number, values))})"


def matrix(values):
    return f"[{', '.join(f'[{vector(row)[1:-1]}]' for row in values)}]"


def part(text, heading):
    """What stands below a heading."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def output_of(slug, monkeypatch, *edits):
    """What the code below "Try it" prints, with the references for a learner's files.

    An edit is a pair, a text of the code and what to write in its place.
    """
    text = part(lesson(slug), "Try it")
    code = re.search(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[1]
    for old, new in edits:
        assert old in code
        code = code.replace(old, new)
    for each in re.findall(r"^from katas\.(\w+)", code, re.MULTILINE):
        monkeypatch.setitem(sys.modules, f"katas.{each}.{each}", reference(each))
    with redirect_stdout(io.StringIO()) as output:
        exec(compile(code, slug, "exec"), {})
    return output.getvalue()


def drawn(slug, axes="figure_1"):
    """The texts in the picture of a kata, or in one of its axes."""
    root = ElementTree.parse(HOUSE.katas / slug / "picture.svg")
    group = root.find(f".//{SVG}g[@id='{axes}']")
    return ["".join(text.itertext()) for text in group.iter(f"{SVG}text")]


def says(text, *statements):
    """Assert that a lesson says each of these, wherever its lines end."""
    flat = " ".join(re.sub(r"[*`]", "", text).split())
    missing = [each for each in statements if each not in flat]
    assert missing == [], f"The lesson does not say {missing}."


def trained(folder, slug, data, **settings):
    """What the reference reaches by `nnkata train`, in a new workspace: name and number."""
    nnkata = [sys.executable, "-m", "nnkata"]
    subprocess.run([*nnkata, "init", folder], check=True, capture_output=True)
    train = [*nnkata, "train", slug, "--subject=reference", f"--data={data}"]
    train += [f"--{name}={value}" for name, value in settings.items()]
    done = subprocess.run(train, cwd=folder, check=True, capture_output=True, text=True)
    line = done.stdout.partition("\n")[0]
    return {
        name: float(value) for name, value in re.findall(r"[:,] ([^,]+) ([\d.]+)", line)
    }


def dataset(name):
    """The parts to learn from and to test with of a dataset."""
    return read_registry(HOUSE.datasets).get(name).load(0)


@cache
def mnist():
    """The bundled digits, 4,000 and 1,000, with rows of pixels from 0 to 1."""
    parts = dataset("mnist")
    return [(X.reshape(len(X), -1) / np.float32(255), y) for X, y in parts]
