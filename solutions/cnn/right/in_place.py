"""In place on own copies and in float32; windows' gradients are sent back one by one."""

from katas.convolution.convolution import im2col


def shapes(h, w, c, layers):
    found = []
    for kind, *numbers in layers:
        if kind in ("conv", "pool"):
            f, s = numbers[0], numbers[-1]
            p = numbers[2] if kind == "conv" else 0
            h, w = (h + 2 * p - f) // s + 1, (w + 2 * p - f) // s + 1
            c = numbers[1] if kind == "conv" else c
            found.append((h, w, c))
        else:
            c = h * w * c if kind == "flatten" else numbers[0]
            h = w = 1
            found.append((c,))
    return found


def n_params(h, w, c, layers):
    counts = []
    for layer in layers:
        if layer[0] == "conv":
            counts += [layer[1] * layer[1] * c * layer[2], layer[2]]
        if layer[0] == "dense":
            counts += [c * layer[1], layer[1]]
        *_, c = shapes(h, w, c, [layer])[0]
        h, w = (
            shapes(h, w, c, [layer])[0][:2] if layer[0] in ("conv", "pool") else (1, 1)
        )
    return sum(counts)


def he_conv(f, c, k, rng):
    W = rng.standard_normal((f, f, c, k)).astype(np.float32)
    W *= (2 / (f * f * c)) ** 0.5
    return W


def init(rng):
    P = {}
    for layer, shape in enumerate([(3, 3, 1, 8), (3, 3, 8, 16), (400, 10)], start=1):
        P[f"W{layer}"] = rng.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape)
        P[f"b{layer}"] = np.zeros(shape[-1])
    return P


def _sums(X, W, b):
    Z = conv_forward(X, W, b, 0, 1)
    Z[Z < 0] = 0
    return Z


def forward(X, P):
    R1 = _sums(X, P["W1"], P["b1"])
    A1 = max_pool_forward(R1, 2, 2)
    R2 = _sums(A1, P["W2"], P["b2"])
    A2 = max_pool_forward(R2, 2, 2)
    logits = A2.reshape(len(A2), A2[0].size) @ P["W3"]
    logits += P["b3"]
    return logits, {"X": X, "R1": R1, "A1": A1, "R2": R2, "A2": A2}


def _back(dZ, X, W):
    fh, fw, c, k = W.shape
    rows = im2col(X, fh, fw, 1)
    dW = (rows.T @ dZ.reshape(-1, k)).reshape(W.shape)
    shares = (dZ.reshape(-1, k) @ W.reshape(-1, k).T).reshape(*dZ.shape[:3], fh, fw, c)
    dX = np.zeros(X.shape, shares.dtype)
    for i, j in np.ndindex(dZ.shape[1:3]):
        dX[:, i : i + fh, j : j + fw] += shares[:, i, j]
    return dX, dW, dZ.sum(axis=2).sum(axis=1).sum(axis=0)


def backward(dlogits, P, caches):
    X, R1, A1, R2, A2 = (caches[name] for name in ("X", "R1", "A1", "R2", "A2"))
    dW3, db3, d = dense_backward(dlogits, A2.reshape(len(A2), -1), P["W3"])
    d = max_pool_backward(d.reshape(A2.shape), R2, 2, 2)
    d[R2 <= 0] = 0
    d, dW2, db2 = _back(d, A1, P["W2"])
    d = max_pool_backward(d, R1, 2, 2)
    d[R1 <= 0] = 0
    dW1 = np.stack(
        [
            (d * X[:, i : i + d.shape[1], j : j + d.shape[2], q : q + 1]).sum((0, 1, 2))
            for i, j, q in np.ndindex(P["W1"].shape[:3])
        ]
    )
    dW1 = dW1.reshape(P["W1"].shape)
    db1 = d.sum((0, 1, 2))
    return {"b3": db3, "W3": dW3, "b2": db2, "W2": dW2, "b1": db1, "W1": dW1}


def train(X, Y, P, lr, epochs, size, rng):
    P = {name: np.array(value) for name, value in P.items()}
    losses = []
    for _ in range(epochs):
        total = 0.0
        numbers = np.arange(len(X))
        rng.shuffle(numbers)
        for start in range(0, len(X), size):
            some = numbers[start : start + size]
            logits, caches = forward(X[some], P)
            logits = softmax(logits)
            total += cross_entropy(logits, Y[some]) * len(some)
            logits -= Y[some]
            logits /= len(some)
            for name, slope in backward(logits, P, caches).items():
                P[name] -= lr * slope
        losses.append(total / len(X))
    return [P, losses]


def predict(X, P):
    return np.argmax(forward(X, P)[0], axis=-1).astype(np.uint8)
