"""Where TensorFlow is: nothing else imports it, and the Keras katas judge as promised."""

import json
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnkata.content.catalog import read_kata
from nnkata.content.workspace import find_workspace
from nnkata.errors import DataError
from nnkata.judging.job import Job
from nnkata.judging.runner import RunOptions, grade
from nnkata.subject.loader import Loader
from nnkata.training.keras_file import refuse_code
from nnkata.training.store import Model, read_model, write_model

ROOT = Path(__file__).resolve().parents[1]
HOUSE = find_workspace(ROOT)
ANN, CNN = (read_kata(HOUSE.katas / slug) for slug in ("keras_ann", "keras_cnn"))
MODEL = Model(
    *("keras_ann", "mnist", "mnist", "reference", 0, "", {}),
    *(tuple("0123456789"), "flat", "pictures", (28, 28), 0),
)
# Wrong in ways that are not known mistakes.
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
    """A network of keras_ann, built by the reference, and its loader."""
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
def test_a_wrong_model_that_is_not_a_known_mistake_is_refused(layered, name):
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


UNTRAINED = """
def train(*arguments):
    names = ("loss", "accuracy", "val_loss", "val_accuracy")
    return {name: [0.02] * arguments[-1] for name in names}
"""
LIES = [(ANN, "mnist_chalk"), (CNN, "mnist_chalk"), (CNN, "cats_dogs_standin")]


@pytest.mark.parametrize("kata, goal", LIES, ids=lambda p: getattr(p, "slug", p))
def test_a_history_that_nobody_trained_is_refused_with_both_losses(layered, kata, goal):
    job = Job(kata, str(layered(kata, UNTRAINED)), goals=f"only:{goal}")
    [test] = [each for each in grade(job).tests if each.goal and each.ran]
    found = re.search(
        r"returned a loss of 0\.02 for epoch \d+\. By the reference, the network has (\S+)",
        " ".join(" ".join(test.card).split()),
    )
    assert found, test.card
    assert float(found[1]) > 0.6


@pytest.mark.parametrize("kata", [ANN, CNN], ids=lambda kata: kata.slug)
def test_a_layer_that_stays_as_it_was_drawn_is_named(layered, kata):
    """However well the others do."""
    name = "build_model" if kata is ANN else "build_mnist_model"
    text = f"""
_all_learn = {name}

def {name}():
    model = _all_learn()
    model.layers[0].trainable = False
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
"""
    job = Job(kata, str(layered(kata, text)), goals="only:mnist")
    [test] = [each for each in grade(job).tests if each.goal and each.ran]
    layer = "dense" if kata is ANN else "conv2d"
    card = "".join(" ".join(test.card).split())  # wherever its lines break
    assert re.search(
        rf"{layer}/kernel'\]andmodel\[\S*{layer}/bias'\]hardlychanged", card
    )


@pytest.fixture
def run_here(python):
    def run(*words):
        done = python("-m", "nnkata", *words, cwd=ROOT, COLUMNS="200")
        return done.returncode, done.stdout

    return run


def test_a_kept_model_answers_as_it_did(network, tmp_path):
    from nnkata.training.predict import ask

    loader, model = network
    X = np.random.default_rng(0).random((1, 784)).astype(np.float32)
    file = tmp_path / "keras_ann-mnist.npz"
    write_model(file, replace(MODEL, parameters={"model": model}))
    assert (tmp_path / "keras_ann-mnist.model.keras").is_file()
    (answer,) = ask(loader, read_model(file), X)
    assert answer.best == np.asarray(model(X)).argmax()


def test_a_kept_model_with_code_in_it_is_refused(network, tmp_path):
    import keras

    from nnkata.training.predict import ask

    loader, model = network
    mark = str(tmp_path / "ran")
    running = keras.layers.Lambda(lambda x: (open(mark, "w").close(), x)[1])
    file = tmp_path / "net.npz"
    strange = keras.Sequential([*model.layers, running])
    write_model(file, replace(MODEL, parameters={"model": strange}))
    Path(mark).unlink(missing_ok=True)  # the layer ran as the model was built
    with pytest.raises(DataError, match=r"refused by Keras' safe mode: .*Lambda"):
        ask(loader, read_model(file), np.zeros((1, 784), np.float32))
    assert not Path(mark).exists()


@pytest.fixture
def forged(network, tmp_path):
    """A model's file with one more layer in its configuration."""

    def write(layer):
        network[1].save(tmp_path / "net.keras")
        with zipfile.ZipFile(tmp_path / "net.keras") as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        content = json.loads(members["config.json"])
        content["config"]["layers"].append(layer)
        members["config.json"] = json.dumps(content).encode()
        with zipfile.ZipFile(tmp_path / "forged.keras", "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return tmp_path / "forged.keras"

    return write


DENSE = {"module": "keras.layers", "class_name": "Dense", "config": {"units": 3}}


def test_a_model_of_keras_own_layers_is_let_through(network, tmp_path):
    network[1].save(tmp_path / "net.keras")
    refuse_code(tmp_path / "net.keras")


@pytest.mark.parametrize(
    "layer",
    [
        {"module": "keras.layers", "class_name": "Lambda", "config": {}},
        {"module": "os", "class_name": "system", "config": {}},
        {"module": "builtins", "class_name": "function", "config": "eval"},
        {"module": "keras.utils", "class_name": "get_file", "config": {}},
        {**DENSE, "config": {"activation": {"class_name": "__lambda__"}}},
        {
            "module": "keras.layers",
            "class_name": "TFSMLayer",
            "config": {"filepath": "nowhere"},
        },
    ],
    ids=["lambda", "another module", "function", "download", "hidden lambda", "graph"],
)
def test_a_model_that_could_bring_code_is_refused_in_one_line(forged, layer):
    with pytest.raises(DataError, match=r"is refused by Keras' safe mode: .*\.\Z"):
        refuse_code(forged(layer))


def test_what_is_no_archive_is_told(tmp_path):
    file = tmp_path / "net.keras"
    file.write_bytes(b"no archive")
    with pytest.raises(DataError, match="is refused by Keras' safe mode"):
        refuse_code(file)


def test_this_python_is_one_that_the_extra_is_for():
    from nnkata.content.extras import EXTRAS, missing

    oldest, newest = EXTRAS["keras"].pythons
    assert oldest <= sys.version_info[:2] <= newest
    assert missing(ANN) == missing(CNN) == ""
