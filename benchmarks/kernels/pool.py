"""Max pooling of 2 x 2 pixels, forward and back, at the two sizes of the kata `cnn`."""

from functools import partial

import numpy as np

from kernels.conv import repeated
from kernels.shared import new_rng, pytorch, reference
from measure.experiment import Experiment, Figure, Target
from measure.work import Work
from measure.worker import stays

LARGE_SHAPE, SMALL_SHAPE = (32, 26, 26, 8), (32, 11, 11, 16)


def arrays(shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return pictures without ties, and a gradient of the maxima, NHWC."""
    rng, (m, h, w, c) = new_rng(), shape
    sizes = shape, (m, h // 2, w // 2, c)
    return tuple(rng.standard_normal(size, dtype=np.float32) for size in sizes)


def nnkata(shape) -> Work:
    layer, (X, dY) = reference("pooling"), arrays(shape)

    def once():
        Y = layer.max_pool_forward(X, 2, 2)
        return Y, layer.max_pool_backward(dY, X, 2, 2, Y)

    return repeated(once)


def torch_layer(shape) -> Work:
    torch = pytorch()
    # The same memory as ours: channels last.
    X, dY = (torch.from_numpy(value).permute(0, 3, 1, 2) for value in arrays(shape))
    X.requires_grad_()

    def once():
        Y = torch.nn.functional.max_pool2d(X, 2)
        return Y.detach(), *torch.autograd.grad(Y, X, dY)

    return repeated(once)


nnkata_large, nnkata_small = partial(nnkata, LARGE_SHAPE), partial(nnkata, SMALL_SHAPE)
torch_large = partial(torch_layer, LARGE_SHAPE)
torch_small = partial(torch_layer, SMALL_SHAPE)

LARGE = Experiment(
    "kernels",
    f"max pool of {LARGE_SHAPE}, forward and back",
    (
        stays("nnkata", "kernels.pool:nnkata_large"),
        stays("PyTorch, channels last", "kernels.pool:torch_large", "torch", "torch"),
    ),
    (Figure(Target(1.7), "PyTorch, channels last"),),
)
SMALL = Experiment(
    "kernels",
    f"max pool of {SMALL_SHAPE}, forward and back",
    (
        stays("nnkata", "kernels.pool:nnkata_small"),
        stays("PyTorch, channels last", "kernels.pool:torch_small", "torch", "torch"),
    ),
    (Figure(Target(1.3), "PyTorch, channels last"),),
)
