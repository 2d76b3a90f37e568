"""A convolutional layer of 3 x 3 kernels, forward and back, without padding."""

from functools import partial

import numpy as np

from kernels import plain
from kernels.shared import new_rng, pytorch, reference, tensorflow
from measure.experiment import Experiment, Figure, Target
from measure.work import Work
from measure.worker import stays

SEVERAL, ONE = ((32, 13, 13, 8), 16), ((32, 28, 28, 1), 8)
PASSES = 100  # in a run


def arrays(shape: tuple[int, ...], kernels: int) -> tuple[np.ndarray, ...]:
    """Return pictures X, kernels W, biases b and a gradient dZ, NHWC."""
    rng, (m, h, w, c) = new_rng(), shape
    sizes = [shape, (3, 3, c, kernels), (kernels,), (m, h - 2, w - 2, kernels)]
    return tuple(rng.standard_normal(size, dtype=np.float32) for size in sizes)


def repeated(once) -> Work:
    """Return many passes as one run; the check is of sizes of all results of one."""

    def run() -> None:
        for _ in range(PASSES):
            once()

    return Work(run, lambda: [np.square(np.asarray(value)).sum() for value in once()])


def nnkata(shape, kernels) -> Work:
    layer, (X, W, b, dZ) = reference("convolution"), arrays(shape, kernels)

    def once():
        Z = layer.conv_forward(X, W, b, 0, 1)
        return Z, *layer.conv_backward(dZ, X, W, 0, 1)

    return repeated(once)


def plain_layer(shape, kernels) -> Work:
    X, W, b, dZ = arrays(shape, kernels)

    def once():
        Z, cols = plain.conv_forward(X, W, b)
        return Z, *plain.conv_backward(dZ, X, W, cols)

    return repeated(once)


def torch_layer(shape, kernels) -> Work:
    torch, (X, W, b, dZ) = pytorch(), arrays(shape, kernels)
    # Its own order of axes: pictures NCHW, kernels by output.
    arrays_ = X.transpose(0, 3, 1, 2), W.transpose(3, 2, 0, 1), b
    variables = [torch.tensor(value.copy(), requires_grad=True) for value in arrays_]
    gradient = torch.tensor(dZ.transpose(0, 3, 1, 2).copy())

    def once():
        Z = torch.nn.functional.conv2d(*variables)
        return Z.detach(), *torch.autograd.grad(Z, variables, gradient)

    return repeated(once)


def tensorflow_layer(shape, kernels) -> Work:
    tf, (X, W, b, dZ) = tensorflow(), arrays(shape, kernels)
    variables, gradient = [tf.Variable(value) for value in (X, W, b)], tf.constant(dZ)

    @tf.function
    def once():
        X, W, b = variables
        with tf.GradientTape() as tape:
            Z = tf.nn.conv2d(X, W, 1, "VALID") + b
        return Z, *tape.gradient(Z, variables, gradient)

    return repeated(once)


nnkata_several, nnkata_one = partial(nnkata, *SEVERAL), partial(nnkata, *ONE)
plain_several, plain_one = partial(plain_layer, *SEVERAL), partial(plain_layer, *ONE)
torch_several, torch_one = partial(torch_layer, *SEVERAL), partial(torch_layer, *ONE)
tensorflow_several = partial(tensorflow_layer, *SEVERAL)

SEVERAL_CHANNELS = Experiment(
    "kernels",
    "convolution of (32, 13, 13, 8) to 16 channels, forward and back",
    (
        stays("nnkata", "kernels.conv:nnkata_several"),
        stays("PyTorch", "kernels.conv:torch_several", "torch", "torch"),
        stays(
            "TensorFlow", "kernels.conv:tensorflow_several", "tensorflow", "tensorflow"
        ),
        stays("plain im2col", "kernels.conv:plain_several"),
    ),
    (
        Figure(Target(1.15), "PyTorch"),
        Figure(Target(0.80), "TensorFlow"),
        Figure(Target(0.70), "plain im2col"),
    ),
)
ONE_CHANNEL = Experiment(
    "kernels",
    "convolution of (32, 28, 28, 1) to 8 channels, forward and back",
    (
        stays("nnkata", "kernels.conv:nnkata_one"),
        stays("PyTorch", "kernels.conv:torch_one", "torch", "torch"),
        stays("plain im2col", "kernels.conv:plain_one"),
    ),
    (Figure(Target(1.4), "PyTorch"), Figure(Target(1.0), "plain im2col")),
)
