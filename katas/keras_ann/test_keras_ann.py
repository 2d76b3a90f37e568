"""Spec: a Keras network 784-64-10, its training, and its likeness to one's own.

What counts is what a model computes, not how it was put together: outputs, loss and
gradients are compared with loops, or with `minibatch_training`, on weights that the spec
sets.

Tolerance: outputs 1e-5, losses and gradients 1e-4, because Keras computes in float32.
"""

import zipfile
from itertools import chain

import keras
import numpy as np
import pytest
import tensorflow as tf

from nnkata.testing import assert_accuracy, assert_close, assert_shape, leaves_alone

# Keras warns of what is no fault, too, such as older ways to say the same.
pytestmark = pytest.mark.filterwarnings("default")

NEAR = {"rtol": 1e-4, "atol": 1e-5}
HISTORY = {"loss", "accuracy", "val_loss", "val_accuracy"}


@pytest.fixture(autouse=True)
def fresh():
    """The same first weights in every test."""
    keras.utils.set_random_seed(7)


@pytest.fixture
def P():
    """Parameters of 784-64-10 whose scores lie well apart, in float32."""
    rng = np.random.default_rng(1)
    shapes = {"W1": (784, 64), "b1": (64,), "W2": (64, 10), "b2": (10,)}
    scales = {"W1": 0.08, "b1": 0.3, "W2": 0.35, "b2": 0.5}
    return {
        name: (scales[name] * rng.normal(size=shape)).astype(np.float32)
        for name, shape in shapes.items()
    }


@pytest.fixture
def X():
    """Twelve rows of pixels, some blank."""
    rng = np.random.default_rng(2)
    return (rng.random((12, 784)) * (rng.random((12, 784)) < 0.3)).astype(np.float32)


@pytest.fixture
def y():
    return np.array([3, 0, 7, 7, 1, 9, 2, 5, 4, 6, 8, 3])


def sorted_digits(m=100, classes=10):
    """Blank pictures with one bright pixel that names the row, sorted by class."""
    X = np.zeros((m, 784), np.float32)
    X[np.arange(m), np.arange(m)] = 1
    return X, np.sort(np.arange(m) % classes)


def built(kata):
    """A model that computes step by step, which is quicker where steps are few."""
    model = kata.build_model()
    model.run_eagerly = True
    return model


def layers_with_weights(model):
    return [layer for layer in model.layers if layer.get_weights()]


def carried(model, P):
    """The model with these parameters in its two layers."""
    layers = layers_with_weights(model)
    got = [tuple(w.shape) for layer in layers for w in layer.get_weights()]
    want = [P[name].shape for name in ("W1", "b1", "W2", "b2")]
    assert got == want, (
        f"weights of build_model(): expected the shapes {want}, got {got}"
    )
    layers[0].set_weights([P["W1"], P["b1"]])
    layers[1].set_weights([P["W2"], P["b2"]])
    return model


def gives_scores(model):
    """Whether its last layer leaves the scores as they are."""
    return getattr(model.layers[-1], "activation", None) is keras.activations.linear


def probabilities(model, X):
    """What the model says of X, as probabilities, whether it gives those or scores."""
    out = np.asarray(model(X, training=False), np.float64)
    assert_shape(out, (len(X), 10), "output of the model")
    return softmax_by_hand(out) if gives_scores(model) else out


def softmax_by_hand(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def forward_by_hand(X, P):
    A = np.maximum(X.astype(np.float64) @ P["W1"] + P["b1"], 0)
    return softmax_by_hand(A @ P["W2"].astype(np.float64) + P["b2"])


def cost_by_hand(X, y, P):
    return -np.log(forward_by_hand(X, P)[np.arange(len(y)), y]).mean()


def labels_for(model, y):
    """Labels in the form that the model's loss was compiled for."""
    name = str(model.get_compile_config()["loss"])
    return y if "sparse" in name.lower() else np.eye(10, dtype=np.float32)[y]


def gradients(model, X, y):
    """Those of the model's own loss, for every weight in order."""
    truth = tf.constant(labels_for(model, y))
    with tf.GradientTape() as tape:
        out = model(X, training=False)
        loss = model.compute_loss(x=X, y=truth, y_pred=out)
    return [np.asarray(g) for g in tape.gradient(loss, model.trainable_variables)]


class Watched:
    """Notes which rows a model is trained on and tested on, batch by batch."""

    def __init__(self, model):
        self.trained, self.tested = [], []
        self.brightest = set()
        model.train_step = self._noting(model.train_step, self.trained)
        model.test_step = self._noting(model.test_step, self.tested)

    def _noting(self, step, batches):
        def noted(data):
            X, y = (np.asarray(part) for part in data[:2])
            self.brightest |= set(X.max(axis=1).tolist())
            y = y.argmax(axis=1) if y.ndim == 2 and y.shape[1] > 1 else y.ravel()
            batches.append((X.argmax(axis=1).tolist(), y.astype(int).tolist()))
            return step(data)

        return noted

    def epochs(self, m):
        """Batches of rows, epoch by epoch, of an epoch of m rows."""
        found, seen = [[]], 0
        for rows, _ in self.trained:
            if seen == m:
                found.append([])
                seen = 0
            found[-1].append(rows)
            seen += len(rows)
        return found


def train_watched(kata, X, y, epochs):
    model = built(kata)
    watched = Watched(model)
    tf.random.set_seed(None)  # a seed would give every epoch the same order
    history = kata.train(model, X, y, epochs)
    assert watched.trained, "train: expected it to call model.fit, saw no training step"
    return watched, history


def rows_of(batches):
    return [row for rows, _ in batches for row in rows]


# -- the model -------------------------------------------------------------------------


def test_the_model_takes_784_pixels_and_gives_ten_numbers(kata):
    model = kata.build_model()
    got = (tuple(model.input_shape), tuple(model.output_shape))
    want = ((None, 784), (None, 10))
    assert got == want, f"input and output of build_model(): expected {want}, got {got}"


def test_the_model_has_one_hidden_layer_of_64_units(kata, P):
    carried(built(kata), P)


def test_the_model_computes_relu_and_softmax(kata, X, P):
    model = carried(built(kata), P)
    got = probabilities(model, X)
    assert_close(got, forward_by_hand(X, P), "probabilities of the model", **NEAR)


def test_the_model_says_the_same_in_training_as_in_use(kata, X, P):
    model = carried(built(kata), P)
    got, want = model(X, training=True), model(X, training=False)
    assert_close(np.asarray(got), np.asarray(want), "model(X, training=True)", **NEAR)


def test_probabilities_of_a_row_sum_to_one(kata, X):
    got = probabilities(kata.build_model(), X).sum(axis=1)
    assert_close(got, np.ones(12), "sums of the model's probabilities", **NEAR)


def test_every_weight_can_learn(kata):
    count = sum(int(np.prod(w.shape)) for w in kata.build_model().trainable_weights)
    assert count == 50890, f"weights that learn: expected 50890, got {count}"


def test_biases_begin_at_zero_and_weights_do_not(kata):
    first, last = layers_with_weights(kata.build_model())
    for layer in (first, last):
        W, b = layer.get_weights()
        assert_close(b, np.zeros(b.shape), "first biases")
        assert W.std() > 0.01, f"first weights: expected random ones, std {W.std():g}"


def test_the_model_is_compiled(kata):
    model = kata.build_model()
    assert model.compiled, "build_model(): expected a compiled model; call compile"


def test_every_call_builds_a_model_of_its_own(kata):
    first, second = kata.build_model(), kata.build_model()
    assert first is not second, "build_model(): expected a new model at every call"
    same = np.array_equal(first.get_weights()[0], second.get_weights()[0])
    assert not same, "build_model(): expected other random weights at every call"


def test_the_gradient_is_that_of_the_cross_entropy(kata, X, y, P):
    model = carried(built(kata), P)
    A = np.maximum(X.astype(np.float64) @ P["W1"] + P["b1"], 0)
    dZ = (forward_by_hand(X, P) - np.eye(10)[y]) / len(y)
    got = gradients(model, X, y)[2:]
    want = [A.T @ dZ, dZ.sum(axis=0)]
    assert_close(got, want, "gradients of the last layer", rtol=1e-4, atol=1e-6)


def test_the_loss_was_told_what_the_output_is(kata, X, y, P):
    model = carried(built(kata), P)
    # Keras mends some contradictions where it sees the layer; numbers alone it cannot.
    out = tf.constant(np.asarray(model(X, training=False)))
    truth = tf.constant(labels_for(model, y))
    got = float(model.compute_loss(x=X, y=truth, y_pred=out))
    told = "the loss of build_model(), given the outputs"
    assert_close(got, cost_by_hand(X, y, P), told, rtol=1e-3)


# -- parity ----------------------------------------------------------------------------


def test_it_is_your_own_network_layer_by_layer(kata, told):
    from katas.minibatch_training.minibatch_training import backward, forward, init

    rng = np.random.default_rng(5)
    P = {name: np.asarray(w, np.float32) for name, w in init(784, 64, 10, rng).items()}
    P["b1"], P["b2"] = P["b1"] + np.float32(0.1), P["b2"] - np.float32(0.2)
    X, y = rng.random((12, 784)).astype(np.float32), rng.integers(0, 10, 12)
    model = carried(built(kata), P)
    mine, cache = forward(X, P)
    G = backward(mine, np.eye(10, dtype=np.float32)[y], P, cache)
    theirs = probabilities(model, X)
    gaps = [("output", np.abs(theirs - mine).max(), 1e-5)]
    names = ("W1", "b1", "W2", "b2")
    for name, gradient in zip(names, gradients(model, X, y), strict=True):
        gaps.append((f"d{name}", np.abs(gradient - G[name]).max(), 1e-4))
    told += [f"parity with your minibatch_training, 784-64-10, {len(X)} examples"]
    told += [
        f"  {name:<8}largest gap {gap:.1e}, allowed {most:g}"
        for name, gap, most in gaps
    ]
    for name, gap, most in gaps:
        assert gap <= most, (
            f"{name} of the Keras model and of minibatch_training: {gap:.2g} apart,"
            f" allowed {most:g}"
        )


# -- evaluation and prediction ---------------------------------------------------------


def test_evaluate_tells_loss_and_accuracy_by_name(kata, X, y):
    got = kata.evaluate(built(kata), X, y)
    told = f"evaluate(model, X, y): expected a dict of loss and accuracy, got {got!r}"
    assert isinstance(got, dict), told
    assert set(got) == {"loss", "accuracy"}, told


def test_the_loss_is_the_mean_cross_entropy_of_the_probabilities(kata, X, y, P):
    model = carried(built(kata), P)
    got = kata.evaluate(model, X, y)["loss"]
    assert_close(got, cost_by_hand(X, y, P), "evaluate(model, X, y)['loss']", rtol=1e-4)


def test_a_certain_and_right_answer_costs_nothing(kata, X, P):
    P["W2"][:] = 0
    P["b2"][:] = 0
    P["b2"][4] = 30
    model = carried(built(kata), P)
    got = kata.evaluate(model, X, np.full(12, 4))
    want = {"loss": 0.0, "accuracy": 1.0}
    assert_close(got, want, "evaluate of certain, right answers", atol=1e-5)


def test_the_accuracy_is_the_share_of_right_classes(kata, X, P):
    model = carried(built(kata), P)
    y = forward_by_hand(X, P).argmax(axis=1)
    y[:3] = (y[:3] + 1) % 10
    got = kata.evaluate(model, X, y)["accuracy"]
    assert_close(got, 0.75, "accuracy with 9 of 12 right", rtol=1e-5)


def test_evaluate_counts_every_example_alike(kata, P):
    rng = np.random.default_rng(4)
    X = rng.random((70, 784)).astype(np.float32)  # two full batches of 32, and six
    y = rng.integers(0, 10, 70)
    y[64:] = forward_by_hand(X[64:], P).argmin(axis=1)
    got = kata.evaluate(carried(built(kata), P), X, y)["loss"]
    assert_close(got, cost_by_hand(X, y, P), "loss of 70 examples", rtol=1e-4)


def test_evaluate_takes_labels_among_which_a_class_is_missing(kata, X, P):
    y = np.array([0, 1, 2] * 4)
    got = kata.evaluate(carried(built(kata), P), X, y)["loss"]
    assert_close(got, cost_by_hand(X, y, P), "loss of the classes 0 to 2", rtol=1e-4)


def test_evaluate_trains_nothing(kata, X, y, P):
    model = carried(built(kata), P)
    with leaves_alone(X=X, y=y):
        kata.evaluate(model, X, y)
    assert_close(model.get_weights(), [*P.values()], "weights after evaluate")


def test_predict_names_the_most_probable_class_of_each_row(kata, X, P):
    model = carried(built(kata), P)
    want = forward_by_hand(X, P).argmax(axis=1)
    assert len(set(want.tolist())) >= 3, "the spec's own example names too few classes"
    with leaves_alone(X=X):
        got = kata.predict(model, X)
    assert_close(got, want, "predict(model, X)")


def test_predict_takes_a_single_row(kata, X, P):
    model = carried(built(kata), P)
    want = forward_by_hand(X[:1], P).argmax(axis=1)
    assert_close(kata.predict(model, X[:1]), want, "predict(model, X[:1])")


# -- training --------------------------------------------------------------------------


def test_train_tells_a_history_of_plain_numbers(kata):
    watched, history = train_watched(kata, *sorted_digits(30), 3)
    found = sorted(history) if isinstance(history, dict) else type(history).__name__
    assert isinstance(history, dict), f"train(...): expected a dict, got a {found}"
    assert set(history) >= HISTORY, (
        f"train(...): expected {sorted(HISTORY)}, got {found}"
    )
    for name in sorted(HISTORY):
        assert_shape(history[name], (3,), f"history['{name}'] of 3 epochs")
    assert len(watched.trained) == 3, (
        f"steps of 3 epochs of 27 rows: expected 3, got {len(watched.trained)}"
    )


def test_train_holds_a_tenth_back_and_never_trains_on_it(kata):
    watched, _ = train_watched(kata, *sorted_digits(60), 2)
    trained, held = set(rows_of(watched.trained)), set(rows_of(watched.tested))
    assert not trained & held, (
        f"examples both trained on and validated: {len(trained & held)} of 60"
    )
    assert len(held) == 6, f"examples to validate: expected 6 of 60, got {len(held)}"
    assert len(trained) == 54, f"examples trained on: expected 54, got {len(trained)}"


def test_train_holds_back_rows_of_several_classes_where_all_are_sorted(kata):
    X, y = sorted_digits(60)
    watched, _ = train_watched(kata, X, y, 1)
    classes = {label for _, labels in watched.tested for label in labels}
    assert len(classes) >= 2, f"classes held back of sorted rows: only {classes}"
    for rows, labels in watched.trained + watched.tested:
        assert labels == y[rows].tolist(), "labels in a batch belong to other rows"


def test_train_uses_every_row_once_an_epoch_in_batches_of_32_and_a_new_order(kata):
    watched, _ = train_watched(kata, *sorted_digits(60), 2)
    sizes = [len(rows) for rows, _ in watched.trained]
    assert sizes == [32, 22] * 2, f"batches of two epochs of 54 rows: got {sizes}"
    first, second = ([*chain(*batches)] for batches in watched.epochs(54))
    assert len(set(first)) == 54, "a row is trained on twice in one epoch"
    assert set(first) == set(second), "the second epoch trains on other rows"
    assert first != second, "the second epoch takes the rows in the order of the first"
    assert first != sorted(first), "the first epoch takes the rows as they are sorted"
    held = rows_of(watched.tested)
    assert held[:6] == held[6:], "the second epoch validates on other rows"


def test_train_hands_over_the_pixels_as_they_are(kata):
    watched, _ = train_watched(kata, *sorted_digits(30), 1)
    assert watched.brightest == {1.0}, (
        f"brightest pixels of the rows in a batch: expected 1, got {watched.brightest}"
    )


def test_train_takes_labels_among_which_classes_are_missing(kata):
    X, y = sorted_digits(30, classes=3)
    watched, _ = train_watched(kata, X, y, 1)
    got = sorted({label for _, labels in watched.trained for label in labels})
    assert got == [0, 1, 2], f"labels trained on: expected 0, 1 and 2, got {got}"


def test_train_learns_and_leaves_its_examples_alone(kata):
    rng = np.random.default_rng(8)
    y = rng.integers(0, 10, 100)
    X = (0.15 * rng.random((100, 784))).astype(np.float32)
    for digit in range(10):  # each class has pixels of its own
        X[y == digit, 40 * digit : 40 * digit + 40] += 0.5
    model = built(kata)
    before = kata.evaluate(model, X, y)["loss"]
    with leaves_alone(X=X, y=y):
        history = kata.train(model, X, y, 3)
    after = kata.evaluate(model, X, y)["loss"]
    assert history["loss"][-1] < history["loss"][0], "the loss did not fall in 3 epochs"
    assert after < before, (
        f"loss after 3 epochs on easy pictures: {after:.3f}, before {before:.3f}"
    )


# -- keeping ---------------------------------------------------------------------------


def test_a_model_that_was_saved_and_loaded_says_the_same(kata, X, P, tmp_path):
    model = carried(built(kata), P)
    kata.save(model, tmp_path / "net.keras")
    got = np.asarray(kata.load(tmp_path / "net.keras")(X))
    assert_close(got, np.asarray(model(X)), "outputs of load(path)", **NEAR)


def test_a_saved_model_is_an_archive_in_keras_own_form(kata, tmp_path):
    kata.save(kata.build_model(), str(tmp_path / "net.keras"))
    file = tmp_path / "net.keras"
    assert zipfile.is_zipfile(file), "save: expected a .keras archive at the path"
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
    wanted = {"config.json", "model.weights.h5"}
    assert wanted <= names, f"the archive holds {sorted(names)}, expected {wanted}"


def test_a_loaded_model_can_be_judged_and_trained_further(kata, X, y, P, tmp_path):
    kata.save(carried(built(kata), P), tmp_path / "net.keras")
    model = kata.load(tmp_path / "net.keras")
    assert model.compiled, "load: expected a compiled model, as it was saved"
    got = kata.evaluate(model, X, y)["loss"]
    assert_close(got, cost_by_hand(X, y, P), "loss of load(path)", rtol=1e-4)


def test_a_loaded_model_has_the_optimizer_it_was_trained_with(kata, tmp_path):
    model = built(kata)
    X, y = sorted_digits(30)
    model.fit(X, labels_for(model, y), batch_size=32, epochs=2, verbose=0)
    kata.save(model, tmp_path / "net.keras")
    optimizer = kata.load(tmp_path / "net.keras").optimizer
    want, got = type(model.optimizer).__name__, type(optimizer).__name__
    assert got == want, f"optimizer of load(path): expected {want}, got {got}"
    steps = int(optimizer.iterations)
    assert steps == 2, f"steps that the optimizer remembers: expected 2, got {steps}"


def test_a_file_that_carries_code_is_not_loaded(kata, tmp_path):
    doubling = keras.layers.Lambda(lambda x: 2 * x)
    strange = keras.Sequential([keras.Input((4,)), doubling])
    strange.save(tmp_path / "strange.keras")
    with pytest.raises(ValueError):  # noqa: PT011
        kata.load(tmp_path / "strange.keras")


def test_a_file_that_is_not_there_is_an_error(kata, tmp_path):
    with pytest.raises(ValueError):  # noqa: PT011
        kata.load(tmp_path / "none.keras")


@pytest.mark.graded
def test_reads_handwritten_digits(kata, goal):
    keras.utils.set_random_seed(goal.seed)
    X, digits = goal.train
    model = kata.build_model()
    goal.keep_model({"model": model})
    with goal.follows(model, keras.callbacks.LambdaCallback):
        history = kata.train(model, X, digits, goal.settings["epochs"])
    goal.keep_losses(history["loss"])
    some = goal.rng.permutation(len(X))[:1000]
    goal.judge_loss(X[some], digits[some], model=model)
    goal.measured["validation_accuracy"] = float(history["val_accuracy"][-1])
    X, digits = goal.test
    assert_accuracy(digits, kata.predict(model, X), goal)
