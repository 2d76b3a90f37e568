"""The proof of goals: broken networks are trained, and must miss what refuses them."""

import json
from pathlib import Path

import pytest

from nnkata.authoring import broken

SPEC = """
import pytest

from nnkata.testing import assert_accuracy


def test_of_a_unit(kata):
    assert kata.double(1) == 2


@pytest.mark.graded
def test_learns(kata, goal):
    goal.add_losses([1.0] * goal.settings["epochs"])
    X, y = goal.test
    assert_accuracy(y, (kata.double(X[:, 0]) > 0).astype(int), goal)
"""
GOAL = """
[[goals]]
name = "signs"
dataset = "signs"
inputs = "raw"
seconds = 60
at_least = { accuracy = 0.9 }
settings = { epochs = 2 }
refuses = ["constant", "squared"]
"""
DATA = """
rng = np.random.default_rng(seed)
X = rng.normal(size=(60, 2))
y = (X[:, 0] > 0).astype(int)
return Split((X[:40], y[:40]), (X[40:], y[40:]))
"""
NETWORKS = {
    "constant": "def double(x):\n    return 2 + 0 * x\n",
    "scaled": "_right = double\n\n\ndef double(x):\n    return 3 * _right(x)\n",
}


@pytest.fixture
def check(tiny, run, monkeypatch):
    """Check the goals of a kata that trains; the status, and the lines printed."""
    monkeypatch.setattr(broken, "SEEDS", range(2))
    tiny.offer("signs", DATA)
    tiny.write("katas/double/test_double.py", SPEC)
    facts = (tiny.root / "katas/double/kata.toml").read_text("utf-8")
    tiny.write("katas/double/kata.toml", facts + GOAL)
    for name, text in NETWORKS.items():
        tiny.write(f"solutions/double/broken/{name}.py", f'"""Broken."""\n\n\n{text}')

    def checking(*options):
        status, out, _ = run("dev", "check", "double", "--goals", *options)
        return status, out.splitlines()

    return checking


@pytest.fixture
def trained(monkeypatch):
    """The subjects and seeds that were trained."""
    found = []
    train_seeds = broken.train_seeds

    def training(kata, goal, subject, seeds):
        found.extend((Path(subject).name, seed) for seed in seeds)
        return train_seeds(kata, goal, subject, seeds)

    monkeypatch.setattr(broken, "train_seeds", training)
    return found


def test_networks_that_miss_the_goal_are_counted_and_others_named(check, tiny):
    assert check() == (
        0,
        [
            "double, signs/constant: refused on 2 of 2 seeds",
            "double, signs/squared: refused on 2 of 2 seeds",
            "Every broken network is refused.",
        ],
    )
    facts = (tiny.root / "katas/double/kata.toml").read_text("utf-8")
    tiny.write("katas/double/kata.toml", facts.replace('"squared"', '"scaled", "gone"'))
    assert check() == (
        1,
        [
            "double, signs/scaled: refused on 0 of 2 seeds",
            "double: goal signs refuses 'gone', which is neither in broken/ nor in"
            " mistakes/",
            "double: signs/scaled: reached on seeds 0, 1",
        ],
    )


def test_only_what_changed_is_trained_again(check, tiny, trained):
    check()
    assert sorted(trained) == [
        ("constant.py", 0),
        ("constant.py", 1),
        ("squared.py", 0),
        ("squared.py", 1),
    ]
    trained.clear()
    check()
    assert trained == []
    text = NETWORKS["constant"].replace("2 +", "5 +")
    tiny.write("solutions/double/broken/constant.py", text)
    check()
    assert {name for name, _ in trained} == {"constant.py"}
    trained.clear()
    facts = (tiny.root / "katas/double/kata.toml").read_text("utf-8")
    tiny.write("katas/double/kata.toml", facts.replace("0.9", "0.8"))
    check()
    assert {name for name, _ in trained} == {"constant.py", "squared.py"}


def test_a_sample_trains_one_network_and_what_is_stored_must_agree(
    check, tiny, trained
):
    check()
    trained.clear()
    assert check("--sample") == (0, ["Every broken network is refused."])
    assert trained == [("constant.py", 0)]
    file = tiny.root / "solutions/double/broken/trained.json"
    content = json.loads(file.read_text("utf-8"))
    content["trainings"]["signs/constant"]["refused"] = [1]
    file.write_text(json.dumps(content), "utf-8")
    status, lines = check("--sample")
    assert (status, lines) == (
        1,
        [
            "double: signs/constant: reached on seeds 0",
            "double: signs/constant, seed 0: trained.json says otherwise",
        ],
    )


def test_a_sample_says_what_was_never_trained(check):
    status, lines = check("--sample")
    assert status == 1
    assert "double: signs/constant changed since it was trained" in lines


def test_a_network_that_nothing_refuses_is_named(check, tiny):
    right = "def double(x):\n    return x + x\n"
    tiny.write("solutions/double/broken/right.py", right)
    status, lines = check()
    assert (status, lines[-1]) == (
        1,
        "double: no goal and no unit test refuses broken/right.py",
    )


def test_a_defect_of_the_data_is_no_refusal(check, tiny, run):
    tiny.offer("signs", "return Split((np.zeros((2, 2)), np.zeros(2)), 3)")
    status, lines = check()
    assert (status, lines) == (2, [])


def test_a_goal_whose_data_are_not_here_is_not_run(check, tiny):
    plugin = tiny.offer("signs", DATA)
    text = plugin.read_text("utf-8").replace("load=load,", "load=load, missing=gone,")
    plugin.write_text(f'{text}\n\ndef gone():\n    return "bring signs.csv"\n', "utf-8")
    status, lines = check()
    assert (status, lines[0]) == (1, "double, signs: not run: bring signs.csv")


def test_damaged_results_are_one_line(check, tiny):
    tiny.write("solutions/double/broken/trained.json", "{")
    status, lines = check()
    assert status != 0
    assert lines == []


def test_right_runs_that_miss_on_fresh_seeds_are_named(check, tiny, run):
    once = ("dev", "calibrate", "double", "--fresh", "2")
    assert run(*once)[:2] == (
        0,
        "double, signs: 0 of 2 fresh seeds missed\n0 of 2 right runs on bundled data miss"
        " their goal: at most 77.64% with 95 % confidence\n",
    )
    facts = (tiny.root / "katas/double/kata.toml").read_text("utf-8")
    tiny.write("katas/double/kata.toml", facts.replace("0.9", "1.1"))
    status, out, _ = run(*once)
    assert status == 1
    assert "double, signs: 2 of 2 fresh seeds missed: 10000, 10001\n" in out
    assert not (tiny.root / "katas/double/calibration.json").exists()
