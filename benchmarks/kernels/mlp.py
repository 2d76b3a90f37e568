"""784-128-10: an epoch of 60,000 digits in batches of 64, as `minibatch_training` has it.

The 60,000 are drawn from those bundled: as many bytes and steps as the whole of MNIST.
"""

import warnings
from functools import partial

import numpy as np

from kernels.keras_training import keras_work
from kernels.shared import (
    digits,
    in_float32,
    new_rng,
    pytorch,
    reference,
    reference_work,
    tensorflow,
    timed_work,
)
from kernels.torch_training import put, torch_work
from measure.experiment import Experiment, Figure, Target
from measure.work import Work
from measure.worker import stays

EXAMPLES, HIDDEN, SIZE, LR = 60_000, 128, 64, 0.1
FIRST = 4 * SIZE  # examples of the check


def data() -> tuple[np.ndarray, np.ndarray]:
    X, y = digits()
    drawn = new_rng().integers(0, len(X), EXAMPLES)
    return X.reshape(len(X), -1)[drawn], y[drawn]


def first_weights() -> dict[str, np.ndarray]:
    return in_float32(reference("minibatch_training").init(784, HIDDEN, 10, new_rng()))


def nnkata() -> Work:
    weights = first_weights()
    return reference_work("minibatch_training", weights, *data(), LR, SIZE, FIRST)


def products() -> Work:
    """The five matrix products of each step, and nothing else."""
    work = timed_work("minibatch_training")
    inputs = work.inputs(EXAMPLES)
    return Work(lambda: work.products(*inputs))


def torch_net() -> Work:
    nn, P = pytorch().nn, first_weights()
    net = nn.Sequential(
        put(nn.Linear(784, HIDDEN), P["W1"].T, P["b1"]),
        nn.ReLU(),
        put(nn.Linear(HIDDEN, 10), P["W2"].T, P["b2"]),
    )
    return torch_work(net, *data(), LR, SIZE, FIRST)


def keras_net(steps: int = 1) -> Work:
    tensorflow()
    from keras import layers

    net = [layers.Dense(HIDDEN, activation="relu"), layers.Dense(10)]
    weights = [*first_weights().values()]
    return keras_work(net, weights, *data(), LR, SIZE, FIRST, steps)


tuned_keras_net = partial(keras_net, steps=64)


def sklearn_net() -> Work:
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore")  # one epoch does not converge, and need not
    X, y = data()
    net = MLPClassifier(
        (HIDDEN,),
        solver="sgd",
        alpha=0.0,
        batch_size=SIZE,
        learning_rate_init=LR,
        momentum=0.0,
        nesterovs_momentum=False,
    )
    # An epoch of one step that changes nothing makes the arrays for our own weights.
    net.partial_fit(X[:SIZE], y[:SIZE], classes=range(10))
    P = first_weights()
    net.coefs_[:], net.intercepts_[:] = [P["W1"], P["W2"]], [P["b1"], P["b2"]]
    net._optimizer.params = [*net.coefs_, *net.intercepts_]
    rng = new_rng()

    def ordered_epoch() -> float:
        order = rng.permutation(FIRST)
        net.set_params(shuffle=False).partial_fit(X[order], y[order])
        net.set_params(shuffle=True)
        return net.loss_

    return Work(
        lambda: net.partial_fit(X, y), lambda: [ordered_epoch(), ordered_epoch()]
    )


MLP = Experiment(
    "kernels",
    "784-128-10, an epoch of 60,000 digits, batches of 64",
    (
        stays("nnkata", "kernels.mlp:nnkata"),
        stays("its five matrix products", "kernels.mlp:products"),
        stays("PyTorch", "kernels.mlp:torch_net", "torch", "torch"),
        stays("scikit-learn", "kernels.mlp:sklearn_net", "sklearn", "scikit-learn"),
        stays("Keras", "kernels.mlp:keras_net", "keras", "tensorflow"),
        stays("Keras, tuned", "kernels.mlp:tuned_keras_net", "keras", "tensorflow"),
    ),
    (
        Figure(Target(1.45, avx512=1.30), "its five matrix products"),
        Figure(Target(0.40), "PyTorch"),
        Figure(Target(0.55), "scikit-learn"),
        Figure(Target(0.25), "Keras"),
        Figure(Target(0.60), "Keras, tuned"),
    ),
)
