"""The network of the kata `cnn`: an epoch of the 5,000 bundled digits, batches of 32."""

from functools import partial

import numpy as np

from kernels import plain
from kernels.keras_training import keras_work
from kernels.shared import (
    digits,
    in_float32,
    new_rng,
    one_hot,
    pytorch,
    reference,
    reference_work,
    tensorflow,
)
from kernels.torch_training import put, torch_work
from measure.experiment import Experiment, Figure, Target
from measure.work import Work
from measure.worker import stays

SIZE, LR = 32, 0.05
FIRST = 4 * SIZE  # pictures of the check


def first_weights() -> dict[str, np.ndarray]:
    return in_float32(reference("cnn").init(new_rng()))


def nnkata() -> Work:
    weights = first_weights()
    return reference_work("cnn", weights, *digits(), LR, SIZE, FIRST)


def plain_net() -> Work:
    X, y = digits()
    Y, P, rng = one_hot(y), first_weights(), new_rng()

    def epoch(count: int = FIRST) -> float:
        return plain.train_epoch(X[:count], Y[:count], P, LR, SIZE, rng)

    return Work(lambda: epoch(len(X)), lambda: [epoch(), epoch()])


def torch_net() -> Work:
    nn, P = pytorch().nn, first_weights()
    X, y = digits()
    # Flattened channel by channel there, pixel by pixel here.
    W3 = P["W3"].reshape(5, 5, 16, 10).transpose(3, 2, 0, 1).reshape(10, 400)
    net = nn.Sequential(
        put(nn.Conv2d(1, 8, 3), P["W1"].transpose(3, 2, 0, 1), P["b1"]),
        nn.ReLU(),
        nn.MaxPool2d(2),
        put(nn.Conv2d(8, 16, 3), P["W2"].transpose(3, 2, 0, 1), P["b2"]),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        put(nn.Linear(400, 10), W3, P["b3"]),
    )
    pictures = np.ascontiguousarray(X.transpose(0, 3, 1, 2))
    return torch_work(net, pictures, y, LR, SIZE, FIRST)


def keras_net(steps: int = 1) -> Work:
    tensorflow()
    from keras import layers

    net = [
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(10),
    ]
    weights = [*first_weights().values()]
    return keras_work(net, weights, *digits(), LR, SIZE, FIRST, steps)


tuned_keras_net = partial(keras_net, steps=32)

CNN = Experiment(
    "kernels",
    "convolutional network, an epoch of 5,000 digits, batches of 32",
    (
        stays("nnkata", "kernels.cnn:nnkata"),
        stays("PyTorch", "kernels.cnn:torch_net", "torch", "torch"),
        stays("Keras", "kernels.cnn:keras_net", "keras", "tensorflow"),
        stays("Keras, tuned", "kernels.cnn:tuned_keras_net", "keras", "tensorflow"),
        stays("plain im2col", "kernels.cnn:plain_net"),
    ),
    (
        Figure(Target(0.95), "PyTorch"),
        Figure(Target(0.45), "Keras"),
        Figure(Target(0.65), "Keras, tuned"),
        Figure(Target(0.75), "plain im2col"),
    ),
)
