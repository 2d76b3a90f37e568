"""Dataset plugins: who is let in, who is left out, and in which words."""

from importlib.metadata import EntryPoint

import pytest

from nnkata import registry
from nnkata.errors import DataError, PluginError
from nnkata.registry import Dataset, read_registry

PLUGIN = """
from nnkata import Dataset, hookimpl


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="NAME", summary="dots", load=lambda seed: seed, kind="table",
            classes=("a", "b"), shape=(2,), licence="CC0-1.0", source="here",
            had="generated", base_rate=0.5,
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
    assert read().who("mnist") == "datasets/mnist.py"


def test_a_file_in_the_workspace_is_a_plugin(tiny, read):
    tiny.write("datasets/dots.py", plugin("dots"))
    assert read().get("dots").load(3) == 3


def test_a_file_that_begins_with_an_underscore_is_none(tiny, read):
    tiny.write("datasets/_dots.py", plugin("dots"))
    assert "dots" not in read().names()


def test_an_entry_point_is_a_plugin(installed, read):
    installed("stranger_dots", plugin("strange"))
    assert read().who("strange") == "stranger (stranger_dots)"


def test_two_plugins_that_claim_one_name_are_both_named(tiny, read):
    file = tiny.write("datasets/digits.py", plugin("mnist"))
    with pytest.raises(PluginError) as caught:
        read().get("mnist")
    told = str(caught.value)
    assert "Two plugins claim the dataset 'mnist'" in told
    assert f"datasets/mnist.py and {file}" in told


def test_a_rival_of_one_name_leaves_the_other_names_alone(tiny, read):
    tiny.write("datasets/digits.py", plugin("mnist"))
    assert read().get("spiral").name == "spiral"


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
        (plugin("dots").replace('"generated"', '"found"'), "had must be one of"),
        (plugin("dots").replace("return [", "return [3,"), "a list of Dataset cards"),
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
    told = str(caught.value)
    assert told.startswith("No dataset named 'minst'. Did you mean 'mnist'? Known: ")


def test_an_unknown_name_tells_of_broken_plugins(tiny, read):
    tiny.write("datasets/broken.py", "1 / 0")
    with pytest.raises(DataError, match=r"broken\.py is broken and was left out"):
        read().get("dots")


def test_a_registry_loads_no_data(tiny, read):
    loud = plugin("dots").replace("lambda seed: seed", "lambda seed: 1 / 0")
    tiny.write("datasets/dots.py", loud)
    assert read().get("dots").missing() == ""


def test_a_card_of_an_unknown_kind_is_refused(read):
    facts = {**vars(read().get("spiral")), "kind": "songs"}
    with pytest.raises(PluginError, match="dataset 'spiral': kind must be"):
        Dataset(**facts)
