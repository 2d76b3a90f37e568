"""Where TensorFlow is: nothing else imports it, and the Keras katas judge as promised."""

import sys
from pathlib import Path

import pytest

from nnkata.content.catalog import read_kata
from nnkata.content.workspace import find_workspace
from nnkata.errors import DataError
from nnkata.judging.job import Job
from nnkata.judging.runner import RunOptions, grade
from nnkata.subject.loader import Loader
from nnkata.training.store import About, Model, read_model, write_model

ROOT = Path(__file__).resolve().parents[1]
HOUSE = find_workspace(ROOT)
ANN, CNN = (read_kata(HOUSE.katas / slug) for slug in ("keras_ann", "keras_cnn"))
ABOUT = About(
    *("keras_ann", "mnist", "mnist", "reference", 0, "", {}),
    *(tuple("0123456789"), "flat", "pictures", (28, 28), 0),
)
# Wrong in ways that are in no bank.
WRONG = {
    "label_smoothing": """
def build_model():
    layers = keras.layers
    hidden, last = layers.Dense(64, activation="relu"), layers.Dense(10, "softmax")
    model = keras.Sequential([keras.Input((784,)), hidden, last])
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.2)
    model.compile("adam", loss, metrics=["accuracy"])
    return model
""",
    "summed": """
def build_model():
    layers = keras.layers
    hidden, last = layers.Dense(64, activation="relu"), layers.Dense(10, "softmax")
    model = keras.Sequential([keras.Input((784,)), hidden, last])
    loss = keras.losses.SparseCategoricalCrossentropy(reduction="sum")
    model.compile("adam", loss, metrics=["accuracy"])
    return model
""",
    "frozen": """
def build_model():
    layers = keras.layers
    hidden = layers.Dense(64, activation="relu", trainable=False)
    last = layers.Dense(10, "softmax")
    model = keras.Sequential([keras.Input((784,)), hidden, last])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
""",
}


@pytest.fixture
def layered(tmp_path):
    """The reference of a kata with something laid over it, as a file."""

    def written(kata, text):
        reference = HOUSE.reference(kata.slug).read_text("utf-8")
        file = tmp_path / f"{kata.slug}.py"
        file.write_text(f"{reference}\n\n{text}", encoding="utf-8")
        return file

    return written


@pytest.fixture
def network():
    """A network of keras_ann, built by the reference, and the door to it."""
    loader = Loader(ANN, HOUSE, "reference")
    with loader.imports():
        return loader, loader.module().build_model()


def test_no_module_of_the_machine_imports_tensorflow(python):
    program = """
import importlib, pkgutil, sys
import nnkata
for module in pkgutil.walk_packages(nnkata.__path__, "nnkata."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(sorted({*sys.modules} & {"tensorflow", "keras"}))
"""
    assert python("-c", program, cwd=ROOT).stdout == "[]\n"


@pytest.mark.parametrize("words", [["list"], ["lesson", "keras_ann"]], ids=" ".join)
def test_a_command_imports_no_tensorflow(python, words):
    program = f"""
import sys
from nnkata.cli import main
main({words})
print(sorted({{*sys.modules}} & {{"tensorflow", "keras"}}))
"""
    done = python("-c", program, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_judging_another_kata_imports_no_tensorflow(python):
    program = """
import sys, pytest
pytest.main(["katas/neuron", "--subject=reference", "-q", "-p", "no:cacheprovider"])
print(sorted({*sys.modules} & {"tensorflow", "keras"}))
"""
    assert python("-c", program, cwd=ROOT).stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_wrong_model_that_is_in_no_bank_is_refused(layered, name):
    job = Job(ANN, str(layered(ANN, WRONG[name])), goals="none")
    verdict = grade(job, RunOptions(enough=lambda test: not test.passed))
    assert not verdict.passed


def test_a_mistake_is_named_in_another_way_to_build(layered):
    """Scores instead of a softmax, SGD, and a hidden layer without its activation."""
    text = """
def build_model():
    pixels = keras.Input((784,))
    scores = keras.layers.Dense(10)(keras.layers.Dense(64)(pixels))
    model = keras.Model(pixels, scores)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("sgd", loss, metrics=["accuracy"])
    return model
"""
    verdict = grade(Job(ANN, str(layered(ANN, text)), goals="none"))
    named = {test.mistake for test in verdict.tests} - {""}
    assert named == {"hidden_layer_without_activation"}


def test_parity_is_shown_as_a_table(run_here):
    status, out = run_here("check", "keras_cnn", "--subject=reference", "--goals=none")
    assert status == 0
    rows = [line.split() for line in out.splitlines() if "largest gap" in line]
    assert [row[0] for row in rows] == [
        "output",
        "dW1",
        "db1",
        "dW2",
        "db2",
        "dW3",
        "db3",
    ]


def test_every_epoch_of_a_training_is_told(layered):
    few = """
def train(model, X, y, epochs):
    run = model.fit(X[:320], y[:320], 32, epochs, 0, validation_split=0.1)
    return run.history
"""
    told = []
    job = Job(ANN, str(layered(ANN, few)), goals="only:mnist")
    grade(job, RunOptions(on_event=told.append))
    events = [event for event in told if event["event"] == "progress"]
    assert [event["epoch"] for event in events[:11]] == list(range(11))
    assert all("val_accuracy" in event["metrics"] for event in events[1:])


@pytest.fixture
def run_here(python):
    def run(*words):
        done = python("-m", "nnkata", *words, cwd=ROOT, COLUMNS="200")
        return done.returncode, done.stdout

    return run


def test_a_kept_model_answers_as_it_did(network, tmp_path):
    import numpy as np

    from nnkata.training.predict import ask

    loader, model = network
    X = np.random.default_rng(0).random((1, 784)).astype(np.float32)
    file = tmp_path / "keras_ann-mnist.npz"
    write_model(file, Model(ABOUT, {"model": model}))
    assert (tmp_path / "keras_ann-mnist.model.keras").is_file()
    answer = ask(loader, read_model(file), X)
    assert answer.best == np.asarray(model(X)).argmax()


def test_a_kept_model_with_code_in_it_is_refused(network, tmp_path):
    import keras

    _, model = network
    doubling = keras.layers.Lambda(lambda x: 2 * x)
    strange = keras.Sequential([*model.layers, doubling])
    file = tmp_path / "net.npz"
    write_model(file, Model(ABOUT, {"model": strange}))
    with pytest.raises(DataError, match="Lambda"):
        read_model(file)


def test_this_python_is_one_that_the_extra_is_for():
    from nnkata.content.extras import EXTRAS, missing

    pythons = EXTRAS["keras"].pythons
    assert pythons.oldest <= sys.version_info[:2] <= pythons.newest
    assert missing(ANN) == missing(CNN) == ""
