"""The same verdict, whatever surrounds it: settings, plugins, folders and stray files."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from nnkata.judging.environment import environment, outside_of_workspaces
from nnkata.judging.job import Job
from nnkata.judging.pool import in_utf8
from nnkata.judging.runner import grade

# One test passes, one is told a wrong value, one an exception with its line.
ANSWER = """
def double(x):
    if x < 0:
        raise ValueError("negative")
    return 3 * x
"""
SYLLABUS = '[[chapters]]\ntitle = "Small numbers"\nkatas = ["double"]\n'
GRADE = ("-m", "nnkata", "grade", "--json", "-", "--fresh")


@dataclass(frozen=True)
class Place:
    """A workspace with an answer to judge, and how it is judged."""

    root: Path
    python: object

    def verdict(self, *words, cwd=None, **settings):
        """Return all that `nnkata grade` says of the answer, but for times."""
        words = words or GRADE
        done = self.python(*words, cwd=cwd or self.root, **settings)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        (kata,) = json.loads(done.stdout)["katas"]
        for test in kata["tests"]:
            del test["seconds"]
        return kata

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def place(shared, python):
    """A workspace that nothing disturbs."""
    shared.mine(ANSWER)
    shared.write("katas/syllabus.toml", SYLLABUS)
    (shared.root / "datasets").mkdir()
    return Place(shared.root, python)


@pytest.fixture(scope="module")
def usual(place):
    """The verdict to expect."""
    return place.verdict()


@pytest.fixture
def copy(place, tmp_path):
    """Copy the workspace to a folder of a name."""

    def copied(name):
        fresh = shutil.ignore_patterns(".nnkata")
        root = shutil.copytree(place.root, tmp_path / name, ignore=fresh)
        return Place(root, place.python)

    return copied


def test_the_usual_verdict_is_worth_comparing(usual):
    outcomes = [test["outcome"] for test in usual["tests"]]
    assert outcomes == ["passed", "failed", "failed"]
    told = [test["card"][0] for test in usual["tests"][1:]]
    assert told == ["double(3): expected 6, got 9", "ValueError: negative"]


# -- settings ------------------------------------------------------------------------

DROPPING = """
def pytest_collection_modifyitems(items):
    del items[1:]


def pytest_runtest_setup(item):
    raise RuntimeError("a plugin has its say")
"""
INTERPRETER = {
    "PYTHONOPTIMIZE": "2",
    "PYTHONWARNINGS": "error",
    "PYTHONDEVMODE": "1",
    "PYTHONWARNDEFAULTENCODING": "1",
    "PYTHONNODEBUGRANGES": "1",
    "PYTHONHASHSEED": "7",
    "CI": "true",
}
LOCALE = {
    "LC_ALL": "POSIX",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "ascii",
    "TERM": "dumb",
    "COLUMNS": "20",
    "FORCE_COLOR": "1",
}
NO_ROOM = {"HOME": "/not/there", "TMPDIR": "/not/there", "XDG_CACHE_HOME": "/not/there"}


@pytest.mark.parametrize(
    "settings",
    [
        INTERPRETER,
        LOCALE,
        NO_ROOM,
        {
            "PYTEST_ADDOPTS": "-k three -x --cov=katas -n 2",
            "PYTEST_PLUGINS": "dropping",
        },
    ],
    ids=["interpreter", "locale", "places", "pytest"],
)
def test_settings_have_no_say_in_a_verdict(place, usual, tmp_path, settings):
    (tmp_path / "dropping.py").write_text(DROPPING, encoding="utf-8")
    assert place.verdict(PYTHONPATH=str(tmp_path), **settings) == usual


def test_an_optimizing_interpreter_judges_alike(place, usual):
    assert place.verdict("-OO", "-W", "error", *GRADE) == usual


def test_of_the_interpreters_settings_only_those_of_places_are_kept():
    base = {"PYTHONHOME": "/home", "PYTHONASYNCIODEBUG": "1", "PYTEST_ADDOPTS": "-x"}
    found = environment({**base, "PATH": "/bin"})
    assert (found["PYTHONHOME"], found["PATH"]) == ("/home", "/bin")
    assert {*base} & {*found} == {"PYTHONHOME"}


# -- configuration and plugins of a workspace ----------------------------------------

HOSTILE = """
addopts = -k three -x --not-installed-option -p not_installed_plugin
filterwarnings = error
norecursedirs = katas
python_files = check_*.py
python_functions = check_*
required_plugins = not-installed
usefixtures = not_there
"""
CONFTEST = """
import pytest


def pytest_collection_modifyitems(items):
    del items[1:]


@pytest.fixture(autouse=True)
def fail():
    raise RuntimeError("a conftest has its say")
"""


@pytest.mark.parametrize(
    "name, head",
    [
        ("pytest.ini", "[pytest]"),
        ("tox.ini", "[pytest]"),
        ("setup.cfg", "[tool:pytest]"),
        ("pyproject.toml", "[tool.pytest.ini_options]\naddopts = '-x'\n[x]\n'''"),
    ],
)
def test_the_configuration_of_a_workspace_has_no_say(copy, usual, name, head):
    place = copy("configured")
    end = "'''" if name.endswith(".toml") else ""
    place.write(name, f"{head}{HOSTILE}{end}")
    for folder in (".", "katas", "katas/double"):
        place.write(f"{folder}/conftest.py", CONFTEST)
    assert place.verdict() == usual


# -- stray files ---------------------------------------------------------------------

STRAY = (
    *("json", "numpy", "random", "typing", "pytest", "rich", "katas", "sitecustomize"),
    *("dataclasses", "tempfile", "socket", "enum", "pluggy", "_pytest", "test_double"),
    *("pickle", "logging", "argparse", "datasets", "conftest"),
)
FOLDERS = (".", "katas", "katas/double", "datasets")


def litter(place, names=STRAY):
    """Write files that must not be imported beside those of the workspace."""
    for folder in FOLDERS:
        for name in names:
            if not (place.root / folder / f"{name}.py").exists():
                told = f"{folder}/{name}.py was taken for a module"
                place.write(f"{folder}/{name}.py", f"raise RuntimeError({told!r})\n")


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_of_a_workspace_is_taken_for_a_module(copy, usual, folder):
    place = copy("littered")
    litter(place)
    assert place.verdict(cwd=place.root / folder) == usual


def test_a_package_of_a_learners_has_no_say(copy, usual):
    place = copy("packaged")
    for folder in FOLDERS:
        place.write(f"{folder}/__init__.py", "from .double import missing\n")
    assert place.verdict() == usual


def test_a_file_named_as_we_are_is_not_taken_for_us(copy, usual):
    place = copy("littered")
    litter(place, ["nnkata"])
    assert place.verdict("-P", *GRADE) == usual  # as `kata.py` starts it


def test_a_search_path_that_leads_into_a_workspace_lets_no_file_in(tiny, monkeypatch):
    litter(Place(tiny.root, None), [*STRAY, "nnkata"])
    folders = [tiny.root, tiny.root / "katas", tiny.root / "katas" / "double"]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, folders)))
    assert grade(Job(tiny.kata(), "reference")).passed


def test_a_folder_is_spelled_for_a_process_in_utf8(monkeypatch):
    told = "größe".encode().decode(
        "latin-1"
    )  # what Python makes of it in such a locale
    monkeypatch.setattr(os, "fsencode", lambda path: path.encode("latin-1"))
    assert in_utf8(told) == "größe"


def test_a_search_path_loses_the_folders_of_learners_alone(tiny, monkeypatch):
    monkeypatch.chdir(tiny.root)
    folders = ["", "katas", "src", str(tiny.root.parent)]
    found = outside_of_workspaces(os.pathsep.join(folders))
    assert found == os.pathsep.join([str(tiny.root / "src"), str(tiny.root.parent)])


# -- folders -------------------------------------------------------------------------

ODD = "Kurs [1], 100% $HOME größe" + ("" if os.name == "nt" else "::x")


@pytest.mark.parametrize(
    "name",
    [ODD, f"-{ODD}/-x", "katas", "src/katas", "n" * 200, "_pytest/pluggy/nnkata"],
)
def test_the_name_of_a_folder_has_no_say(copy, usual, name):
    assert copy(name).verdict() == usual


def test_a_workspace_that_was_moved_is_judged_where_it_is(
    copy, usual, tmp_path, monkeypatch
):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    old = copy("old")
    (old.root / "katas/double/test_double.py").touch()  # newer than any compiled copy
    assert old.verdict() == usual
    assert list(old.root.rglob("test_double*.pyc")), "nothing compiled is moved"
    new = Place(old.root.rename(tmp_path / "new"), old.python)
    assert new.verdict() == usual


def test_a_workspace_inside_of_another_is_judged(copy, usual):
    outer, inner = copy("outer"), copy("outer/katas/inner")
    outer.write("katas/double/double.py", "1 / 0\n")
    assert inner.verdict(cwd=inner.root / "katas" / "double") == usual


@pytest.mark.parametrize("name", [ODD, f"-{ODD}"])
def test_a_subject_is_found_from_where_one_stands(copy, usual, name):
    place = copy("elsewhere")
    file = place.root / "katas" / name / "double.py"
    file.parent.mkdir()
    (place.root / "katas" / "double" / "double.py").rename(file)
    subject = str(Path(name, "double.py"))
    found = place.verdict(*GRADE, f"--subject={subject}", cwd=place.root / "katas")
    assert {**found, "subject": "mine"} == usual


if os.name == "posix":

    def test_a_workspace_is_reached_through_a_link(copy, usual, tmp_path):
        place = copy("there")
        (tmp_path / "link").symlink_to(place.root, target_is_directory=True)
        assert place.verdict(cwd=tmp_path / "link" / "katas") == usual

    def test_few_open_files_and_no_rights_for_others_are_enough(place, usual):
        program = "import os, resource, sys; os.umask(0o77);"
        program += "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64));"
        program += "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
        assert place.verdict("-c", program, *GRADE) == usual


# -- proofs, and pytest alone --------------------------------------------------------


def test_a_proof_is_the_same_whatever_surrounds_it(copy):
    place = copy("proved")
    litter(place)
    words = ("-m", "nnkata", "dev", "check", "double")
    usual = place.python(*words, cwd=place.root)
    assert usual.stdout.count("double") > 1
    settings = {"PYTEST_ADDOPTS": "-k three", **INTERPRETER}
    found = place.python("-OO", *words, cwd=place.root, **settings)
    assert (found.stdout, found.returncode) == (usual.stdout, usual.returncode)


def test_a_watch_judges_alike_between_stray_files(copy):
    place = copy("watched")
    litter(place)
    words = ("-m", "nnkata", "watch", "double", "--once")
    done = place.python(*words, cwd=place.root / "katas" / "double")
    assert "1 of 3 tests" in done.stdout
    assert "Traceback" not in done.stderr


def test_pytest_alone_may_be_configured_and_records_no_pass(copy):
    place = copy("configured")
    place.write("katas/double/double.py", "def double(x):\n    return 2 * x\n")
    place.write("pytest.ini", "[pytest]\naddopts = -x -k nothing -W error\n")
    done = place.python("-m", "pytest", "katas/double", cwd=place.root)
    assert "1 passed" in done.stdout
    assert "INTERNALERROR" not in done.stdout + done.stderr
    assert not (place.root / ".nnkata" / "progress.json").exists()
