"""Training as PyTorch's tutorials write it."""

from typing import Any

import numpy as np

from kernels.shared import new_rng, parts, pytorch
from measure.work import Work


def torch_work(
    net: Any, X: np.ndarray, y: np.ndarray, lr: float, size: int, first: int
) -> Work:
    """Return epochs of mini-batches; the check is of two epochs of the first examples."""
    torch = pytorch()
    inputs, labels = torch.from_numpy(X), torch.from_numpy(y)
    loss_fn = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr)
    rng = new_rng()

    def epoch(count: int) -> float:
        order, total = rng.permutation(count), 0.0
        for part in parts(order, size):
            part = torch.from_numpy(part)
            loss = loss_fn(net(inputs[part]), labels[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(part)
        return total / count

    return Work(lambda: epoch(len(X)), lambda: [epoch(first), epoch(first)])


def put(layer: Any, W: np.ndarray, b: np.ndarray) -> Any:
    """Give a layer these weights, in PyTorch's order of axes."""
    torch = pytorch()
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(np.ascontiguousarray(W)))
        layer.bias.copy_(torch.from_numpy(b))
    return layer
