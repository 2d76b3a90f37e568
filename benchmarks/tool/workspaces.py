"""Folders to work in: a learner's workspace, a clone for authors, a path of any length."""

import shutil
from pathlib import Path

from measure.command import NNKATA, run_command
from nnkata.content.workspace import bundled

KERAS = '[[chapters]]\ntitle = "The same in Keras"'


def learners(folder: Path) -> None:
    """Write a workspace "mine" of the katas in NumPy, as a learner without Keras has it."""
    run_command([*NNKATA, "init", "mine"], folder)
    _without_keras(folder / "mine")


def authors(folder: Path) -> None:
    """Write a copy "clone" of katas and solutions, as authors work on them."""
    source = bundled()
    made_by_use = shutil.ignore_patterns("__pycache__", ".*")
    for part in (source.katas, source.solutions):
        shutil.copytree(part, folder / "clone" / part.name, ignore=made_by_use)
    (folder / "clone" / "datasets").mkdir()  # empty: the built-in ones are there anyway
    _without_keras(folder / "clone")


def _without_keras(root: Path) -> None:
    syllabus = root / "katas" / "syllabus.toml"
    text = syllabus.read_text("utf-8")
    syllabus.write_text(text.partition(KERAS)[0], "utf-8")


def small_katas(root: Path, number: int, tests: int) -> None:
    """Write a workspace with so many katas, each of so many tests.

    Without tests they can be listed, and not judged.
    """
    slugs = [f"kata{i:05}" for i in range(number)]
    for slug in slugs:
        home, solution = root / "katas" / slug, root / "solutions" / slug
        home.mkdir(parents=True)
        solution.mkdir(parents=True)
        for file, text in KATA.items():
            (home / file).write_text(text, "utf-8")
        claims = [CLAIM.format(i=i) for i in range(tests)]
        (home / f"test_{slug}.py").write_text(SPEC + "".join(claims), "utf-8")
        (solution / f"{slug}.py").write_text(REFERENCE, "utf-8")
        (home / f"{slug}.py").write_text(REFERENCE, "utf-8")
    syllabus = f'[[chapters]]\ntitle = "Small katas"\nkatas = {slugs}\n'
    (root / "katas" / "syllabus.toml").write_text(syllabus.replace("'", '"'), "utf-8")
    (root / "datasets").mkdir()
    if tests:
        run_command([*NNKATA, "dev", "stub", *slugs], root)


KATA = {
    "kata.toml": (
        'title = "Twice as much"\nsummary = "A number and itself."\nminutes = 5\n'
        "difficulty = 1\npoints = 10\nneeds = []\n"
    ),
    "hints.toml": '[double]\nsteps = ["What is twice 3?"]\n',
    "README.md": "# Twice as much\n\nA number and itself.\n",
}
SPEC = '"""Spec: double."""\n\nfrom nnkata.testing import assert_close\n'
CLAIM = (
    "\n\ndef test_double_of_{i}_is_twice_{i}(kata):\n"
    '    assert_close(kata.double({i}), 2 * {i}, "double({i})")\n'
)
REFERENCE = (
    '"""Twice as much."""\n\n\ndef double(x):\n'
    '    """Return twice the number x."""\n    return 2 * x\n'
)
