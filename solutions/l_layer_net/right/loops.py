"""One example and one unit at a time; the caches hold the sums, example by example."""

import math


def init(dims, rng):
    layers = []
    for i in range(1, len(dims)):
        n_in, n_out = dims[i - 1], dims[i]
        W = np.zeros((n_in, n_out))
        for index in np.ndindex(W.shape):
            W[index] = rng.standard_normal() * math.sqrt(2 / n_in)
        layers.append({"b": np.zeros(n_out), "W": W})
    return layers


def forward(X, layers):
    logits, caches = [], {"X": X, "sums": []}
    for row in X:
        sums, signal = [], row
        for layer in layers:
            z = [float(signal @ w) + b for w, b in zip(layer["W"].T, layer["b"])]
            signal = np.array([v if v > 0 else 0.0 for v in z])
            sums.append(z)
        caches["sums"].append(sums)
        logits.append(sums[-1])
    return np.array(logits), caches


def cost(logits, y):
    total = 0.0
    for (z,), (label,) in zip(logits.tolist(), y.tolist()):
        total += max(z, 0) - label * z + math.log1p(math.exp(-abs(z)))
    return total / len(y)


def dlogits(logits, y):
    slopes = []
    for (z,), (label,) in zip(logits.tolist(), y.tolist()):
        e = math.exp(-abs(z))
        p = 1 / (1 + e) if z > 0 else e / (1 + e)
        slopes.append([(p - label) / len(y)])
    return np.array(slopes)


def backward(dZ, layers, caches):
    grads = [{k: np.zeros(np.shape(v)) for k, v in layer.items()} for layer in layers]
    for row, sums, slope in zip(caches["X"], caches["sums"], dZ):
        for i in range(len(layers) - 1, -1, -1):
            signal = np.maximum(sums[i - 1], 0) if i > 0 else row
            grads[i]["W"] += np.outer(signal, slope)
            grads[i]["b"] += slope
            if i > 0:
                slope = np.where(np.array(sums[i - 1]) > 0, layers[i]["W"] @ slope, 0)
    return grads


def update(layers, grads, lr):
    new = []
    for i in range(len(layers)):
        W, b = layers[i]["W"], layers[i]["b"]
        new.append({"W": W - lr * grads[i]["W"], "b": b - lr * grads[i]["b"]})
    return tuple(new)


def train(X, y, layers, lr, epochs):
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        A = X
        signals = [X]
        for layer in layers:
            Z = A @ layer["W"] + layer["b"]
            A = np.maximum(Z, 0)
            signals.append(A)
        losses[epoch] = np.mean(np.maximum(Z, 0) - y * Z + np.log1p(np.exp(-abs(Z))))
        dZ = (0.5 * np.tanh(Z / 2) + 0.5 - y) / len(y)
        new = []
        for layer, A, out in zip(
            layers[::-1], signals[-2::-1], [None, *signals[-2::-1]]
        ):
            if out is not None:
                dZ = np.where(out > 0, dZ, 0)
            step = {"W": layer["W"] - lr * (A.T @ dZ), "b": layer["b"] - lr * sum(dZ)}
            new = [step, *new]
            dZ = dZ @ layer["W"].T
        layers = new
    return [layers, losses]


def predict(X, layers):
    return [int(row[0] >= 0) for row in forward(X, layers)[0]]
