"""The example of a plugin as a package: complete, light, and true."""

import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from nnkata.authoring.dataset_check import prove_dataset, read_plugin

PACKAGE = Path(__file__).resolve().parents[2] / "examples" / "nnkata-sklearn"
MODULE = PACKAGE / "src" / "nnkata_sklearn.py"
DIGITS = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]  # scikit-learn's, by class
BIOPSIES = [212, 357]


def made_up(counts, shape, name):
    """Data of the form of scikit-learn's, sorted by class."""
    rng = np.random.default_rng(0)
    target = np.repeat(np.arange(len(counts)), counts)
    data = rng.integers(0, 17, (len(target), *shape)).astype(float)
    return SimpleNamespace(**{name: data, "target": target})


@pytest.fixture
def sklearn(monkeypatch):
    """A stand-in for scikit-learn, so that the tests need not install it."""
    package, datasets = ModuleType("sklearn"), ModuleType("sklearn.datasets")
    package.datasets = datasets
    package.__spec__ = SimpleNamespace(name="sklearn")
    datasets.load_digits = lambda: made_up(DIGITS, (8, 8), "images")
    datasets.load_breast_cancer = lambda: made_up(BIOPSIES, (30,), "data")
    monkeypatch.setitem(sys.modules, "sklearn", package)
    monkeypatch.setitem(sys.modules, "sklearn.datasets", datasets)


@pytest.fixture
def datasets(sklearn):
    return {dataset.name: dataset for dataset in read_plugin(MODULE)}


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((PACKAGE / "pyproject.toml").read_text("utf-8"))


NAMES = ["sklearn_digits", "sklearn_breast_cancer"]


def test_it_offers_two_datasets(datasets):
    assert sorted(datasets) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_its_datasets_are_proved(datasets, name):
    assert prove_dataset(datasets[name]).problems == []


def test_the_darkest_pixel_of_a_digit_is_the_lightest_here(datasets):
    X, _ = datasets["sklearn_digits"].load(0).train
    assert (X.min(), X.max()) == (0, 255)


def test_without_scikit_learn_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    datasets = read_plugin(MODULE)
    assert [dataset.missing() for dataset in datasets] == [
        "pip install scikit-learn"
    ] * 2


def test_listing_its_datasets_imports_nothing_heavy():
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import nnkata_sklearn;"
        "nnkata_sklearn.nnkata_datasets();"
        "print(sorted({'numpy', 'sklearn'} & {*sys.modules}))"
    )
    command = [sys.executable, "-c", program, str(MODULE.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_its_entry_point_names_its_module(project):
    assert project["project"]["entry-points"]["nnkata"] == {"sklearn": MODULE.stem}


def test_its_wheel_holds_its_module(project):
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["only-include"] == [MODULE.relative_to(PACKAGE).as_posix()]


def test_it_asks_for_what_it_imports(project):
    asked = {name.split(">")[0] for name in project["project"]["dependencies"]}
    assert asked == {"nnkata", "scikit-learn"}


def test_its_readme_names_its_datasets():
    page = (PACKAGE / "README.md").read_text("utf-8")
    assert all(name in page for name in NAMES)
