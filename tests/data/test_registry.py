"""Dataset plugins: who is let in, who is left out, and in which words."""

from importlib.metadata import EntryPoint

import pytest

from nnkata.data import registry
from nnkata.data.dataset import Dataset
from nnkata.data.registry import read_registry
from nnkata.errors import DataError, PluginError

PLUGIN = """
from nnkata import Dataset, hookimpl


def load(seed):
    import numpy as np

    part = np.zeros((4, 2)), np.arange(4) % 2
    return part, part


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="NAME", summary="dots", load=load, kind="table",
            classes=("a", "b"), shape=(2,), licence="CC0-1.0", source="here",
            availability="generated", base_rate=0.5,
        )
    ]
"""


def plugin(name):
    return PLUGIN.replace("NAME", name)


@pytest.fixture
def read(tiny):
    return lambda: read_registry(tiny.root / "datasets")


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """An installed package with a plugin, found through its entry point."""

    def install(module, text):
        (tmp_path / f"{module}.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(str(tmp_path))
        entry = EntryPoint("stranger", module, "nnkata")
        monkeypatch.setattr(registry, "entry_points", lambda group: [entry])

    return install


def test_the_built_in_datasets_are_known(read):
    assert {"mnist", "mnist_full", "spiral", "spiral_hard"} <= set(read().names())


def test_the_built_in_plugins_are_all_in_order(read):
    assert read().problems == []


def test_a_built_in_dataset_says_which_file_offers_it(read):
    assert read().plugin_of("mnist") == "datasets/mnist.py"


def test_a_file_in_the_workspace_is_a_plugin(tiny, read):
    tiny.write("datasets/dots.py", plugin("dots"))
    X, y = read().get("dots").load(3).train
    assert (X.shape, y.tolist()) == ((4, 2), [0, 1, 0, 1])


def test_a_file_that_begins_with_an_underscore_is_none(tiny, read):
    tiny.write("datasets/_dots.py", plugin("dots"))
    assert "dots" not in read().names()


def test_an_entry_point_is_a_plugin(installed, read):
    installed("stranger_dots", plugin("strange"))
    assert read().plugin_of("strange") == "stranger (stranger_dots)"


def test_two_plugins_that_claim_one_name_are_both_named(tiny, read):
    file = tiny.write("datasets/digits.py", plugin("mnist"))
    with pytest.raises(PluginError) as caught:
        read().get("mnist")
    message = str(caught.value)
    assert "Two plugins claim the dataset 'mnist'" in message
    assert f"datasets/mnist.py and {file}" in message


def test_a_rival_of_one_name_leaves_the_other_names_alone(tiny, read):
    tiny.write("datasets/digits.py", plugin("mnist"))
    assert read().get("spiral").name == "spiral"


FORWARD = """
import sys
import warnings
from dataclasses import dataclass

ME = sys.modules[__name__]
PATH = "\\d"
warnings.warn("old", DeprecationWarning)


@dataclass
class Part:
    size: int


"""


@pytest.mark.filterwarnings("error")
def test_a_plugin_is_loaded_as_python_loads_modules(tiny, read):
    text = plugin("dots").removeprefix("\n")
    tiny.write(
        "datasets/dots.py", f"from __future__ import annotations\n{FORWARD}{text}"
    )
    assert read().get("dots").name == "dots"


@pytest.mark.parametrize(
    "text, reason",
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("def oh no", "SyntaxError: expected '('"),
        ("import sys; sys.exit(1)", "SystemExit: 1"),
        (
            "import not_there_xyz",
            "ModuleNotFoundError: No module named 'not_there_xyz'",
        ),
        ("x = 1", "PluginError: it offers no dataset"),
        (plugin("dots").replace("@hookimpl", ""), "PluginError: it offers no dataset"),
        (
            plugin("dots").replace('"table"', '"tables"'),
            "kind must be pictures or table",
        ),
        (
            plugin("dots").replace('"generated"', '"found"'),
            "availability must be one of",
        ),
        (plugin("dots").replace("return [", "return [3,"), "a list of Dataset objects"),
        (
            plugin("dots").replace("return [", "return 3\n    ["),
            "list of Dataset objects",
        ),
        (plugin("two words"), "dataset 'two words': a name begins with a letter"),
        (plugin("csv:rows.csv"), "dataset 'csv:rows.csv': a name begins with a letter"),
        (plugin("dots").replace("nnkata_datasets", "nnkata_dataset"), "nnkata_dataset"),
    ],
)
def test_a_broken_plugin_is_named_with_its_reason(tiny, read, text, reason):
    file = tiny.write("datasets/broken.py", text)
    (problem,) = read().problems
    assert problem.startswith(f"The plugin {file} is broken and was left out: ")
    assert reason in problem


@pytest.mark.parametrize("text", ["1 / 0", plugin("x").replace("datasets()", "data()")])
def test_a_broken_plugin_keeps_no_other_away(tiny, read, text):
    tiny.write("datasets/a_broken.py", text)
    tiny.write("datasets/b_whole.py", plugin("dots"))
    assert read().get("dots").name == "dots"


def test_strangers_stay_out_when_plugins_are_off(tiny, read, monkeypatch):
    tiny.write("datasets/dots.py", plugin("dots"))
    monkeypatch.setenv("NNKATA_PLUGINS", "off")
    assert "dots" not in read().names()


def test_entry_points_stay_out_when_plugins_are_off(installed, read, monkeypatch):
    installed("stranger_off", plugin("strange"))
    monkeypatch.setenv("NNKATA_PLUGINS", "OFF")
    assert "strange" not in read().names()


def test_an_unknown_name_suggests_its_neighbour(read):
    with pytest.raises(DataError) as caught:
        read().get("minst")
    message = str(caught.value)
    assert message.startswith("No dataset named 'minst'. Did you mean 'mnist'? Known: ")


def test_a_path_without_its_form_is_told_how_it_begins(read, tmp_path):
    with pytest.raises(DataError, match="named by their form: folder:PATH, csv:PATH"):
        read().get(str(tmp_path))


def test_an_unknown_name_tells_of_broken_plugins(tiny, read):
    tiny.write("datasets/broken.py", "1 / 0")
    with pytest.raises(DataError, match=r"broken\.py is broken and was left out"):
        read().get("dots")


def test_a_registry_loads_no_data(tiny, read):
    loud = plugin("dots").replace("load=load", "load=lambda seed: 1 / 0")
    tiny.write("datasets/dots.py", loud)
    assert read().get("dots").missing() == ""


@pytest.mark.parametrize(
    "was, now, message",
    [
        ('name="dots"', "name=None", "dataset None: name must be a string, got None"),
        ('("a", "b")', '"ab"', "classes must be a tuple of strings, got 'ab'"),
        ('("a", "b")', "(0, 1)", "classes must be a tuple of strings, got (0, 1)"),
        ("(2,)", "2", "shape must be a tuple of integers, got 2"),
        ("=0.5", "='half'", "base_rate must be a number, got 'half'"),
        ("=0.5", "=0.5, counts=9", "counts must be two integers or None, got 9"),
        ("=0.5", "=0.5, files=[]", "files must be a mapping, got []"),
        ("=0.5", "=0.5, missing='no'", "missing must be a function, got 'no'"),
        ("=0.5", "=0.5, fetch=3", "fetch must be a function or None, got 3"),
        ("load=load", "load=None", "load must be a function, got None"),
    ],
)
def test_a_field_of_another_type_is_named_with_what_it_must_be(
    tiny, read, was, now, message
):
    tiny.write("datasets/dots.py", plugin("dots").replace(was, now))
    (problem,) = read().problems
    assert message in problem
    assert read().get("spiral").name == "spiral"


@pytest.mark.parametrize(
    "was, now, message",
    [
        (
            "return part, part",
            "return 'junk'",
            "load returns str, expected ((X, y), (X, y))",
        ),
        (
            "np.zeros((4, 2))",
            "np.zeros((4, 3))",
            "have shape (4, 3), expected (m, 2)",
        ),
        (
            "np.zeros((4, 2))",
            "np.zeros((4, 2)) / 0",
            "contain 8 NaN or infinite values",
        ),
        ("% 2", "", "the labels to learn from contain 2, expected 0 to 1"),
        (
            "import numpy",
            "import not_there_xyz, numpy",
            "failed in load, line 6: Module",
        ),
        ("part = ", "exit()\n    part = ", "failed in load, line 8: SystemExit"),
    ],
)
@pytest.mark.filterwarnings("ignore:invalid value")
def test_what_a_plugin_loads_is_as_promised_or_one_error_tells(
    tiny, read, was, now, message
):
    file = tiny.write("datasets/dots.py", plugin("dots").replace(was, now))
    with pytest.raises(PluginError) as caught:
        read().get("dots").load(0)
    assert str(caught.value).startswith(f"The dataset 'dots' of {file} ")
    assert message in str(caught.value)
    assert str(caught.value).endswith("check it with `nnkata dev check dots`.")


@pytest.mark.parametrize("name", ["missing", "note", "fetch"])
def test_a_function_of_a_card_that_fails_is_told_by_its_name(tiny, read, name):
    text = plugin("dots").replace("=0.5", f"=0.5, {name}=lambda: 1 / 0")
    tiny.write("datasets/dots.py", text)
    with pytest.raises(PluginError, match=f"failed in {name}, line 18: ZeroDivision"):
        getattr(read().get("dots"), name)()


def test_missing_that_gives_no_text_is_told(tiny, read):
    text = plugin("dots").replace("=0.5", "=0.5, missing=lambda: None")
    tiny.write("datasets/dots.py", text)
    with pytest.raises(
        PluginError, match="missing: it returns None, expected a string"
    ):
        read().get("dots").missing()


def test_a_plugin_whose_missing_fails_keeps_no_other_out_of_the_list(run, tiny):
    text = plugin("dots").replace("=0.5", "=0.5, missing=lambda: 1 / 0")
    tiny.write("datasets/dots.py", text)
    status, out, _ = run("datasets")
    assert (status, "spiral" in out) == (0, True)
    assert "failed in missing" in out


def test_a_fetch_that_brings_nothing_is_told(run, tiny):
    fields = "=0.5, missing=lambda: 'bring dots.csv', fetch=lambda: None"
    tiny.write("datasets/dots.py", plugin("dots").replace("=0.5", fields))
    status, _, err = run("datasets", "fetch", "dots")
    assert status == 2
    assert "dots is still missing: bring dots.csv." in err


def test_a_card_of_an_unknown_kind_is_refused(read):
    facts = {**vars(read().get("spiral")), "kind": "songs"}
    with pytest.raises(PluginError, match="dataset 'spiral': kind must be"):
        Dataset(**facts)


GOAL = """\
title = "Dots"
summary = "Counted."
minutes = 5
difficulty = 1
points = 5
needs = []

[[goals]]
name = "dots"
dataset = "dots"
seconds = 60
"""
SPEC = """\
import pytest


@pytest.mark.graded
def test_counts_dots(kata, goal):
    assert kata.count(goal.train[0]) == 4
"""


def test_a_goal_whose_data_are_broken_blames_the_plugin_and_not_the_learner(run, tiny):
    tiny.write("datasets/dots.py", plugin("dots").replace("(4, 2)", "(4, 3)"))
    tiny.write("katas/dots/kata.toml", GOAL)
    tiny.write("katas/dots/test_dots.py", SPEC)
    for shelf in ("katas", "solutions"):
        tiny.write(f"{shelf}/dots/dots.py", "def count(X):\n    return len(X)\n")
    syllabus = '[[chapters]]\ntitle = "Dots"\nkatas = ["dots"]\n'
    tiny.write("katas/syllabus.toml", syllabus)
    status, out, _ = run("check", "dots")
    assert status == 1
    assert "The dataset 'dots' of" in out
    assert "your function" not in out


def test_stray_files_among_the_plugins_are_left_out_silently(read, tiny):
    tiny.write("datasets/mine.py", plugin("dots"))
    (tiny.root / "datasets" / ".#mine.py").symlink_to("someone@host.1:1")
    (tiny.root / "datasets" / "._mine.py").write_bytes(b"\0\5\x16\7")
    (tiny.root / "datasets" / "gone.py").symlink_to("nowhere.py")
    registry = read()
    assert registry.problems == []
    assert "dots" in registry.names()


@pytest.mark.parametrize(
    "former, now",
    [
        ('had="generated"', ("generated", False)),
        ('had="bundled"', ("bundled", False)),
        ('had="downloaded"', ("download", False)),
        ('had="yours"', ("user", False)),
        ('had="yours", standin=True, checksum=""', ("user", True)),
    ],
)
@pytest.mark.filterwarnings("error")
def test_a_plugin_of_the_first_release_still_works(tiny, read, former, now):
    text = plugin("dots_standin").replace('availability="generated"', former)
    tiny.write("datasets/dots.py", text)
    dataset = read().get("dots_standin")
    assert (dataset.availability, dataset.synthetic) == now


HELPED = """
from nnkata.data import load_beside


def load(seed):
    return load_beside(__file__, "_helper").load(seed)
"""


def test_a_plugin_loads_a_helper_from_its_own_folder(tiny, read):
    before, after = plugin("dots").split("\n\n@hookimpl")
    tiny.write("datasets/_helper.py", before)
    tiny.write(
        "datasets/dots.py",
        f"from nnkata import Dataset, hookimpl\n{HELPED}\n\n@hookimpl{after}",
    )
    registry = read()
    assert registry.problems == []
    assert registry.get("dots").load(0).train[1].tolist() == [0, 1, 0, 1]


def test_a_helper_is_run_once_and_not_taken_from_another_folder(tmp_path):
    helpers = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "_helper.py").write_text(f"NAME = {name!r}\n")
        plugin = str(tmp_path / name / "dots.py")
        helpers.append(registry.load_beside(plugin, "_helper"))
        assert registry.load_beside(plugin, "_helper") is helpers[-1]
    assert [helper.NAME for helper in helpers] == ["one", "other"]
