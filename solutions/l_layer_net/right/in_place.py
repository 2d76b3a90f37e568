"""In place, on own copies; the signals computed again on the way back; float32 weights."""


def init(dims, rng):
    layers = []
    for i in reversed(range(1, len(dims))):
        shape = (dims[i - 1], dims[i])
        W = rng.normal(scale=np.sqrt(2 / shape[0]), size=shape).astype(np.float32)
        layers.insert(0, {"W": W, "b": np.zeros(shape[1], np.float32)})
    return layers


def _signals(X, layers):
    signals = [X]
    for layer in layers[:-1]:
        A = signals[-1] @ layer["W"]
        A += layer["b"]
        A[A < 0] = 0
        signals.append(A)
    return signals


def forward(X, layers):
    Z = _signals(X, layers)[-1] @ layers[-1]["W"]
    Z += layers[-1]["b"]
    return [Z, X]


def cost(logits, y):
    Z = np.where(y > 0, -logits, logits)
    surprise = np.log1p(np.exp(-np.abs(Z)))
    surprise += np.maximum(Z, 0)
    return float(surprise.sum() / len(Z))


def dlogits(logits, y):
    dZ = sigmoid(logits)
    dZ = dZ - y
    dZ /= len(dZ)
    return dZ


def backward(dZ, layers, caches):
    grads, signals = [None] * len(layers), _signals(caches, layers)
    for i in range(len(layers))[::-1]:
        grads[i] = {"W": (dZ.T @ signals[i]).T, "b": np.ones(len(dZ), dZ.dtype) @ dZ}
        if i:
            dZ = dZ @ layers[i]["W"].T
            dZ[signals[i] <= 0] = 0
    return grads


def update(layers, grads, lr):
    new = [{name: value.copy() for name, value in layer.items()} for layer in layers]
    for layer, grad in zip(new, grads):
        layer["W"] -= lr * grad["W"]
        layer["b"] -= lr * grad["b"]
    return new


def train(X, y, layers, lr, epochs):
    layers = [{name: np.array(layer[name]) for name in layer} for layer in layers]
    losses = []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        for layer, grad in zip(layers, backward(dlogits(logits, y), layers, caches)):
            for name in layer:
                layer[name] -= lr * grad[name]
    return layers, losses


def predict(X, layers):
    p = sigmoid(forward(X, layers)[0])
    return np.asarray(p >= 0.5, dtype=np.uint8)[:, 0]
