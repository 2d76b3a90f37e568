"""12288-20-7-5-1: steps with all of 209 pictures, as `l_layer_net` has it, in float32."""

from itertools import pairwise

import numpy as np

from kernels.shared import in_float32, new_rng, pytorch, reference
from kernels.torch_training import put
from measure.experiment import Experiment, Figure, Target
from measure.work import Work
from measure.worker import stays

DIMS, EXAMPLES, LR = [12288, 20, 7, 5, 1], 209, 0.0075
STEPS, FIRST = 40, 4  # in a run; in the check


def data() -> tuple[np.ndarray, np.ndarray]:
    rng = new_rng()
    X = rng.random((EXAMPLES, DIMS[0]), dtype=np.float32)
    return X, rng.integers(0, 2, (EXAMPLES, 1)).astype(np.float32)


def first_weights() -> list[dict[str, np.ndarray]]:
    layers = reference("l_layer_net").init(DIMS, new_rng())
    return [in_float32(layer) for layer in layers]


def nnkata() -> Work:
    train, layers, (X, y) = reference("l_layer_net").train, first_weights(), data()
    return Work(
        lambda: train(X, y, layers, LR, STEPS),
        lambda: train(X, y, layers, LR, FIRST)[1],
    )


def products() -> Work:
    """The two large matrix products of each step, and nothing else."""
    (X, _), W = data(), first_weights()[0]["W"]
    dZ = new_rng().standard_normal((EXAMPLES, DIMS[1]), dtype=np.float32)

    def run() -> None:
        for _ in range(STEPS):
            X @ W
            X.T @ dZ

    return Work(run)


def torch_net() -> Work:
    torch = pytorch()
    layers = []
    for (n_in, n_out), layer in zip(pairwise(DIMS), first_weights(), strict=True):
        linear = torch.nn.Linear(n_in, n_out)
        layers += [put(linear, layer["W"].T, layer["b"]), torch.nn.ReLU()]
    net = torch.nn.Sequential(*layers[:-1])
    X, y = map(torch.from_numpy, data())
    loss_fn = torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(net.parameters(), LR)

    def step() -> float:
        loss = loss_fn(net(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return Work(
        lambda: [step() for _ in range(STEPS)], lambda: [step() for _ in range(FIRST)]
    )


DEEP = Experiment(
    "kernels",
    "12288-20-7-5-1, steps of 209 pictures",
    (
        stays("nnkata", "kernels.deep:nnkata"),
        stays("its two large matrix products", "kernels.deep:products"),
        stays("PyTorch", "kernels.deep:torch_net", "torch", "torch"),
    ),
    (
        Figure(Target(1.10), "its two large matrix products"),
        Figure(Target(0.65), "PyTorch"),
    ),
)
