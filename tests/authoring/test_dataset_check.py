"""The proof of a dataset: an honest one passes, and every broken promise is named."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnkata.authoring.dataset_check import prove_dataset, read_plugin
from nnkata.authoring.new_dataset import write_plugin
from nnkata.content.workspace import bundled
from nnkata.data.dataset import Dataset, Split
from nnkata.data.registry import Registry, read_registry
from nnkata.data.splits import stratified
from nnkata.errors import DataError, PluginError

ROOT = Path(__file__).resolve().parents[2]
GOAL = '[[goals]]\nname = "g"\ndataset = "spiral"\nseconds = 60\n'


def points(m=300):
    rng = np.random.default_rng(7)
    return rng.normal(size=(m, 2)), np.arange(m) % 3


def load(seed):
    return stratified(*points(), 0.2, seed)


def load_pictures(seed):
    X, y = np.random.default_rng(7).integers(0, 256, (300, 4, 4)), np.arange(300) % 3
    return stratified(X.astype(np.uint8), y, 0.2, seed)


HONEST = Dataset(
    name="dots",
    summary="dots in three colours",
    load=load,
    kind="table",
    classes=("red", "green", "blue"),
    shape=(2,),
    licence="CC0-1.0",
    source="made here",
    availability="generated",
    base_rate=1 / 3,
    counts=(240, 60),
)
PICTURES = replace(HONEST, load=load_pictures, kind="pictures", shape=(4, 4))


def problems(card=HONEST, **facts):
    return prove_dataset(replace(card, **facts)).problems


def changed(change, card=HONEST):
    """What is found where `change(train, test, seed)` has its way with the data."""

    def loading(seed):
        (X, y), (X_test, y_test) = card.load(seed)
        return change((X.copy(), y.copy()), (X_test.copy(), y_test.copy()), seed)

    return problems(card, load=loading)


def test_an_honest_table_is_proved():
    assert problems() == []


def test_honest_pictures_are_proved():
    assert problems(PICTURES) == []


@pytest.mark.parametrize("name", ["mnist", "spiral", "spiral_hard"])
def test_a_built_in_dataset_is_proved(name):
    assert problems(read_registry(bundled().datasets).get(name)) == []


def test_what_there_is_of_it_is_told():
    facts = prove_dataset(HONEST).facts
    assert facts[0] == (
        "240 to learn from and 60 to test, float64 of shape (2,), 3 classes"
    )


@pytest.mark.parametrize("name", ["name", "summary", "licence", "source"])
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_field_of_the_card_is_named(name, empty):
    assert f"its {name} is empty" in problems(**{name: empty})


@pytest.mark.parametrize("name", ["classes", "shape"])
def test_an_empty_list_of_the_card_is_named(name):
    assert f"its {name} is empty" in problems(**{name: ()})


def test_a_bundled_dataset_has_a_checksum():
    assert problems(availability="bundled") == [
        "its checksum is empty, and it is bundled"
    ]


def test_a_downloaded_dataset_can_be_fetched():
    assert problems(availability="download") == [
        "its availability is download, and it has no fetch"
    ]


@pytest.mark.parametrize("name", ["two words", "a/b", "3d", "größe"])
def test_a_name_that_is_no_word_is_told(name):
    assert f"its name '{name}' has other characters" in problems(name=name)[0]


@pytest.mark.parametrize("rate", [0.0, 1.5, -0.1])
def test_a_base_rate_that_is_no_share_is_told(rate):
    assert problems(base_rate=rate)[0].startswith(f"its base rate is {rate}")


def test_two_classes_of_one_name_are_told():
    told = "its classes do not have different names"
    assert told in problems(classes=("red", "red", "blue"))


def test_fewer_classes_than_labels_are_told():
    assert "the labels to learn from contain 2, expected 0 to 1" in " ".join(
        problems(classes=("red", "green"))
    )


def test_more_classes_than_labels_are_told():
    found = problems(classes=("red", "green", "blue", "grey"))
    assert "no example to learn from is of the class 'grey'" in found


def test_a_class_too_few_is_told_without_a_further_complaint():
    found = problems(classes=("red", "green"))
    assert [problem for problem in found if problem.startswith("it raised")] == []


@pytest.mark.parametrize("facts", [{"checksum": "0f3a"}, {"files": {"a": "X" * 64}}])
def test_a_checksum_that_can_be_none_is_told(facts):
    assert (
        "is not a SHA-256: expected 64 of the characters 0-9 and a-f"
        in problems(**facts)[0]
    )


def test_pictures_that_are_rows_are_told():
    told = "its shape is (16,), expected (h, w) or (h, w, 3) for pictures"
    assert told in problems(PICTURES, shape=(16,))


def test_a_wrong_base_rate_is_told_with_the_right_one():
    (problem,) = problems(base_rate=0.5)
    assert "base rate is 0.5000; of the examples to test" in problem
    assert problem.endswith("0.3333")


def test_wrong_counts_are_told():
    assert problems(counts=(200, 100)) == [
        "its description counts (200, 100) examples, it has (240, 60)"
    ]


def test_another_shape_than_the_cards_is_told():
    assert "have shape (240, 2), expected (m, 3)" in (problems(shape=(3,))[0])


@pytest.mark.parametrize(
    "change, told",
    [
        (
            lambda a, b, s: Split((a[0].astype(int), a[1]), b),
            "are int64, expected float",
        ),
        (lambda a, b, s: Split((a[0], a[1] + 0.0), b), "are float64 of shape (240,)"),
        (
            lambda a, b, s: Split((a[0], a[1][:9]), b),
            "of shape (9,), expected integers",
        ),
        (lambda a, b, s: Split((a[0][:0], a[1][:0]), b), "have shape (0, 2)"),
        (lambda a, b, s: Split((a[0].tolist(), a[1]), b), "are not arrays"),
        (
            lambda a, b, s: (a, b, b),
            "load returns a tuple of 3, expected ((X, y), (X, y)); see",
        ),
        (
            lambda a, b, s: (a, (b[0],)),
            "load returns a tuple of 2, expected ((X, y), (X, y))",
        ),
        (lambda a, b, s: None, "load returns NoneType, expected ((X, y), (X, y)); see"),
        (
            lambda a, b, s: "junk",
            "load returns str, expected ((X, y), (X, y)); see nnkata.data.stratified",
        ),
        (lambda a, b, s: 1 / 0, "it raised ZeroDivisionError: division by zero"),
        (
            lambda a, b, s: Split(a, (b[0] / 0, b[1])),
            "contain 120 NaN or infinite values",
        ),
        (lambda a, b, s: Split(a, (b[0], b[1] - 1)), "labels to test contain -1"),
        (lambda a, b, s: Split(a, (b[0], b[1] * 0)), "to test is of the class 'green'"),
    ],
)
@pytest.mark.filterwarnings("ignore:divide by zero")
def test_data_of_another_form_are_told(change, told):
    assert told in " / ".join(changed(change))


def test_pictures_that_are_no_bytes_are_told():
    found = changed(lambda a, b, s: Split((a[0] / 255, a[1]), b), PICTURES)
    assert found == ["the examples to learn from are float64, expected uint8"]


def test_a_split_that_differs_by_chance_is_told():
    chance = np.random.default_rng(0)

    def draw(train, test, seed):
        order = chance.permutation(240)
        return Split((train[0][order], train[1][order]), test)

    assert "the same seed gives other arrays when it is loaded again" in changed(draw)


def test_a_seed_that_decides_nothing_is_a_fact_where_parts_are_given():
    proof = prove_dataset(replace(HONEST, load=lambda seed: load(0)))
    assert proof.problems == []
    assert "the parts are given, and no seed decides what is to test" in proof.facts


def test_given_parts_need_no_equal_shares():
    X, y = points()
    parts = Split((X[:240], y[:240]), (X[240:], np.sort(y[240:])))
    parts.test[1][:10] = 1
    rate = np.bincount(parts.test[1]).max() / 60
    assert problems(load=lambda seed: parts, base_rate=rate) == []


def test_a_split_that_is_not_stratified_is_told():
    def by_chance(seed):
        X, y = points()
        order = np.random.default_rng(seed).permutation(300)
        learn, judge = order[:240], order[240:]
        return Split((X[learn], y[learn]), (X[judge], y[judge]))

    rate = np.bincount(by_chance(0).test[1]).max() / 60
    (problem,) = problems(load=by_chance, base_rate=rate)
    assert re.match(
        r"the split is not stratified: \d+ of 100 examples of 'red'", problem
    )
    assert "expected 20.0; see nnkata.data.stratified" in problem


def test_a_tail_that_is_cut_off_sorted_data_is_told():
    def tail(seed):
        X, y = points()
        y = np.sort(y)
        order = np.random.default_rng(seed).permutation(240)
        X = X + seed / 1000
        return Split((X[:240][order], y[:240][order]), (X[240:], y[240:]))

    assert "no example to test is of the class 'red'" in problems(load=tail)


def test_pictures_that_stand_in_both_parts_are_counted():
    def leak(train, test, seed):
        test[0][:7] = train[0][:7]
        return Split(train, test)

    (problem,) = changed(leak, PICTURES)
    assert problem.startswith("7 of the 60 examples to test stand among those to learn")


def test_a_table_that_leaks_is_told():
    def leak(train, test, seed):
        test[0][:7] = train[0][:7]
        return Split(train, test)

    assert changed(leak)[0].startswith("7 of the 60 examples to test stand among")


def test_a_coarse_table_may_have_equal_rows_by_chance():
    def coarse(seed):
        rng = np.random.default_rng(7)
        X = rng.integers(0, 12, (300, 2)).astype(float)
        return stratified(X, np.arange(300) % 3, 0.2, seed)

    proof = prove_dataset(replace(HONEST, load=coarse))
    assert proof.problems == []
    assert "are there more than once" in " ".join(proof.facts)


def test_minus_zero_is_zero():
    def leak(train, test, seed):
        train[0][:7], test[0][:7] = 0.0, -0.0
        return Split(train, test)

    assert "7 of the 60 examples" in changed(leak)[0]


def test_a_draw_from_the_global_generator_is_told():
    def draw(train, test, seed):
        np.random.rand()  # noqa: NPY002
        return Split(train, test)

    assert "load draws from NumPy's global generator" in changed(draw)[0]


def test_a_second_load_that_is_slower_is_told():
    moments = iter([0.0, 0.5, 9.5])
    proof = prove_dataset(HONEST, clock=lambda: next(moments))
    assert proof.problems == ["loading it again takes 9.0 s, the first time took 0.5 s"]


def test_data_that_are_not_here_are_told():
    found = problems(missing=lambda: "bring dots.csv")
    assert found == ["its data are not installed: bring dots.csv"]


def test_data_that_cannot_be_read_are_told():
    def broken(seed):
        raise DataError("dots.csv is truncated.")

    assert problems(load=broken) == ["dots.csv is truncated."]


def test_a_plugin_that_ends_the_process_is_told():
    assert problems(load=lambda seed: exit())[0].startswith("it raised SystemExit")


def test_a_goal_without_a_calibration_is_told(tiny):
    file = tiny.root / "katas/double/kata.toml"
    file.write_text(file.read_text("utf-8") + GOAL, "utf-8")
    card = read_registry(bundled().datasets).get("spiral")
    (problem,) = prove_dataset(card, [tiny.kata()]).problems
    assert problem == (
        "the goal g of double trains on it and has no calibration:"
        " nnkata dev calibrate double"
    )


def test_a_broken_plugins_file_is_told(tmp_path):
    (tmp_path / "bad.py").write_text("1 / 0")
    with pytest.raises(PluginError, match=r"bad\.py is broken and was left out"):
        read_plugin(tmp_path / "bad.py")


def test_the_template_is_proved_as_it_stands(tmp_path):
    file = write_plugin("mine", tmp_path / "datasets", Registry())
    (card,) = read_plugin(file)
    assert (card.name, problems(card)) == ("mine", [])


def test_the_plugin_of_contributing_is_proved_as_it_stands(tmp_path):
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    _, section = page.split("## Add a dataset")
    (code,) = re.findall(r"^```python\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
    (tmp_path / "halves.py").write_text(code)
    (card,) = read_plugin(tmp_path / "halves.py")
    assert (card.name, problems(card)) == ("halves", [])


def test_contributing_names_verbs_that_there_are(run):
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert "nnkata dev new-dataset NAME" in page
    with pytest.raises(SystemExit) as ended:
        run("dev", "new-dataset", "--help")
    assert ended.value.code == 0


@pytest.mark.parametrize("name", ["Mine", "3d", "my-data", "../up", "a b", ""])
def test_a_new_dataset_needs_a_plain_name(tmp_path, name):
    with pytest.raises(PluginError, match="cannot be a dataset's name"):
        write_plugin(name, tmp_path, Registry())


def test_new_dataset_writes_a_plugin_that_is_shown_and_proved(run, tiny):
    status, out, _ = run("dev", "new-dataset", "mine")
    assert (status, out.splitlines()[0]) == (
        0,
        "Written: datasets/mine.py. It works as it stands; put your data into it.",
    )
    assert run("datasets", "show", "mine")[0] == 0
    status, out, _ = run("dev", "check", "mine")
    assert (status, out.splitlines()[-1]) == (0, "Proved.")


def test_new_dataset_overwrites_nothing(run, tiny):
    file = tiny.write("datasets/mine.py", "# my work\n")
    status, _, err = run("dev", "new-dataset", "mine")
    assert (status, file.read_text()) == (2, "# my work\n")
    assert "mine.py is there already" in err


def test_new_dataset_takes_no_name_that_is_taken(run):
    err = run("dev", "new-dataset", "mnist")[2]
    assert "datasets/mnist.py offers a dataset 'mnist' already" in err


def test_dev_check_proves_a_plugin_by_its_file(run, tiny):
    run("dev", "new-dataset", "mine")
    status, out, _ = run("dev", "check", "datasets/mine.py")
    assert (status, out.splitlines()[-1]) == (0, "Proved.")


def test_dev_check_of_a_name_that_a_broken_plugin_offers_tells_of_the_plugin(run, tiny):
    tiny.write("datasets/mine.py", "1 / 0")
    status, _, err = run("dev", "check", "mine")
    assert status == 2
    assert "mine.py is broken and was left out: ZeroDivisionError" in err


def test_dev_check_of_a_plugin_whose_name_is_taken_names_both(run, tiny):
    run("dev", "new-dataset", "mine")
    file = tiny.root / "datasets/mine.py"
    file.write_text(file.read_text("utf-8").replace('"mine"', '"mnist"'))
    status, _, err = run("dev", "check", "datasets/mine.py")
    assert status == 2
    assert "Two plugins claim the dataset 'mnist': datasets/mnist.py and" in err


def test_dev_check_names_what_is_wrong_with_a_dataset(run, tiny):
    run("dev", "new-dataset", "mine")
    file = tiny.root / "datasets/mine.py"
    file.write_text(file.read_text("utf-8").replace("base_rate=0.5", "base_rate=0.9"))
    status, out, _ = run("dev", "check", "mine")
    assert status == 1
    assert "mine: its base rate is 0.9000; of the examples to test" in out


def test_dev_check_of_an_unknown_name_suggests_its_neighbour(run):
    err = run("dev", "check", "spirl")[2]
    assert (
        "'spirl' is not a kata, a dataset or the file of a plugin. Did you mean" in err
    )
    assert "'spiral'?" in err


def test_dev_check_of_an_unknown_kata_suggests_a_kata(run):
    assert "Did you mean 'double'?" in run("dev", "check", "duoble")[2]
