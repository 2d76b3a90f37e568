"""Models as plain data, told by objects that are like Keras' and need no Keras."""

import numpy as np
import pytest

from nnkata.diagnosis.implementations import recorded_outcome
from nnkata.subject.foreign import is_model
from nnkata.subject.keras_doubles import Double, described, differences
from nnkata.subject.recording import Recorder, recorded


class Layer:
    def __init__(self, **config):
        self._config = config

    def get_config(self):
        return {"name": str(id(self)), **self._config}


class Dense(Layer):
    pass


class Activation(Layer):
    pass


class Model:
    """What a model must have to be taken for one."""

    compiled = True
    input_shape = (None, 784)
    output_shape = (None, 10)

    def __init__(self, *layers, loss="sparse_categorical_crossentropy"):
        self.layers = layers
        self._loss = loss
        self.trained = 0

    def get_config(self):
        return {}

    def compute_loss(self):
        return 0.0

    def get_compile_config(self):
        return {"loss": self._loss, "metrics": ["accuracy"], "optimizer": "adam"}

    def fit(self, x=None, y=None, batch_size=None, epochs=1, shuffle=True):
        self.trained += 1

    def predict(self, x, verbose="auto"):
        raise AssertionError("a double must answer by itself")


def logits(name):
    return {"class_name": "Loss", "config": {"name": name, "from_logits": True}}


def ten(activation="softmax"):
    return Dense(units=10, activation=activation)


@pytest.fixture
def model():
    return Model(Dense(units=64, activation="relu"), ten())


def test_a_model_is_told_by_what_it_does(model):
    assert described(model) == (
        "Input(784,)",
        "Dense(units=64, activation='relu')",
        "Dense(units=10, activation='softmax')",
        "loss='sparse_categorical_crossentropy'",
        "metrics=['accuracy']",
    )


def test_an_activation_may_be_a_layer_of_its_own(model):
    apart = Model(
        Dense(units=64, activation="linear"), Activation(activation="relu"), ten()
    )
    assert described(apart) == described(model)


def test_scores_and_a_loss_that_knows_are_as_good_as_probabilities(model):
    loss = logits("sparse_categorical_crossentropy")
    scores = Model(Dense(units=64, activation="relu"), ten("linear"), loss=loss)
    assert described(scores) == described(model)


def test_softmax_twice_is_another_model(model):
    twice = Model(*model.layers, loss=logits("sparse_categorical_crossentropy"))
    assert described(twice) != described(model)


def test_differences_name_both_sides(model):
    got = described(Model(Dense(units=64, activation="linear"), ten()))
    assert differences(got, described(model)) == [
        "it has Dense(units=64), the reference Dense(units=64, activation='relu')"
    ]


def test_a_line_too_few_or_too_many_is_told(model):
    less = described(Model(ten()))
    assert differences(less, described(model)) == [
        "it lacks Dense(units=64, activation='relu')"
    ]
    (more,) = differences(described(model), less)
    assert more.startswith("it has Dense(units=64, activation='relu'), which")


def test_a_class_and_a_plain_object_are_no_models(model):
    assert is_model(model)
    assert not is_model(Model)
    assert not is_model(object())
    assert not is_model(Double(model))


def test_a_double_notes_what_it_is_asked_and_trains_nothing(model):
    double = Double(model)
    run = double.fit(np.zeros((3, 784)), [1, 2, 3], epochs=4)
    assert model.trained == 0
    assert len(run.history["val_loss"]) == 4
    (asked,) = double.asked
    assert (asked["asked"], asked["given"]["epochs"]) == ("fit", 4)


def test_a_double_answers_one_row_for_each_example(model):
    shares = Double(model).predict(np.zeros((6, 784)))
    assert shares.shape == (6, 10)
    assert np.allclose(shares.sum(axis=1), 1)


def test_positions_and_names_of_arguments_are_the_same_question(model):
    X, first, second = np.ones((2, 784)), Double(model), Double(model)
    first.fit(X, None, 32)
    second.fit(x=X, batch_size=32, shuffle=True)
    given = [double.asked[0]["given"] for double in (first, second)]
    assert np.array_equal(given[0].pop("x"), given[1].pop("x"))
    assert given[0] == given[1]


def test_a_recorded_training_is_compared_by_what_was_asked(model):
    recorder = Recorder()

    def train(model, X):
        model.fit(X, epochs=2)
        return {"loss": [float(np.random.default_rng().random())]}

    recorded("train", train, recorder)(model, np.zeros((2, 784)))
    (call,) = recorder.calls
    assert model.trained == 1
    first, second = recorded_outcome(call), recorded_outcome(call)
    assert first is second
    assert first.result["asked"][0][0]["asked"] == "fit"
    assert model.trained == 1
