"""Loops over the pixels of a kernel; ReLU before the pool; layers counted by hand."""


def shapes(h, w, c, layers):
    found = []
    for layer in layers:
        if layer[0] == "dense":
            found.append([layer[1]])
        elif layer[0] == "flatten":
            found.append([h * w * c])
        else:
            f, s = layer[1], layer[-1]
            p = layer[3] if layer[0] == "conv" else 0
            h = len(range(0, h + 2 * p - f + 1, s))
            w = len(range(0, w + 2 * p - f + 1, s))
            c = layer[2] if layer[0] == "conv" else c
            found.append([h, w, c])
    return tuple(found)


def n_params(h, w, c, layers):
    sizes = [(h, w, c), *shapes(h, w, c, layers)]
    total = np.int64(0)
    for i, layer in enumerate(layers):
        n = sizes[i][-1]
        if layer[0] == "conv":
            n = n * layer[1] * layer[1]
        if layer[0] in ("conv", "dense"):
            k = sizes[i + 1][-1]
            total += n * k + k
    return total


def he_conv(f, c, k, rng):
    W = np.zeros((f, f, c, k))
    for index in np.ndindex(W.shape):
        W[index] = rng.standard_normal() * (2 / (f * f * c)) ** 0.5
    return W


def init(rng):
    P = {"b3": np.zeros(10), "b2": np.zeros(16), "b1": np.zeros(8)}
    P["W3"] = rng.normal(scale=np.sqrt(1 / 200), size=(400, 10))
    P["W2"] = he_conv(3, 8, 16, rng)
    P["W1"] = he_conv(3, 1, 8, rng)
    return P


def _conv(X, W, b):
    H, V = X.shape[1] - W.shape[0] + 1, X.shape[2] - W.shape[1] + 1
    Z = 0
    for i, j in np.ndindex(W.shape[:2]):
        Z = Z + X[:, i : i + H, j : j + V] @ W[i, j]
    return Z + b


def _conv_back(dZ, X, W):
    H, V = dZ.shape[1:3]
    dX, dW = np.zeros(X.shape, dZ.dtype), np.zeros(W.shape, dZ.dtype)
    for i, j in np.ndindex(W.shape[:2]):
        at = np.s_[:, i : i + H, j : j + V]
        dW[i, j] = np.tensordot(X[at], dZ, ([0, 1, 2], [0, 1, 2]))
        dX[at] += dZ @ W[i, j].T
    return dX, dW, dZ.sum((0, 1, 2))


def forward(X, P):
    caches = [X]
    for number in "12":
        Z = _conv(caches[-1], P["W" + number], P["b" + number])
        A = Z * (Z > 0)
        caches += [A, max_pool_forward(A, 2, 2)]
    return caches[-1].reshape(len(X), -1) @ P["W3"] + P["b3"], caches


def backward(dlogits, P, caches):
    flat = caches[4].reshape(len(dlogits), -1)
    G = {"W3": flat.T @ dlogits, "b3": dlogits.sum(axis=0)}
    d = (dlogits @ P["W3"].T).reshape(caches[4].shape)
    for number, X, A in (("2", caches[2], caches[3]), ("1", caches[0], caches[1])):
        dZ = max_pool_backward(d, A, 2, 2) * (A > 0)
        d, G["W" + number], G["b" + number] = _conv_back(dZ, X, P["W" + number])
    return G


def train(X, Y, P, lr, epochs, size, rng):
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), size):
            part = order[start : start + size]
            logits, caches = forward(X[part], P)
            p = softmax(logits)
            losses[epoch] -= np.log(np.maximum(p[Y[part] == 1], 1e-12)).sum()
            G = backward((p - Y[part]) / len(part), P, caches)
            P = {name: value - lr * G[name] for name, value in P.items()}
    return P, losses / len(X)


def predict(X, P):
    return [int(np.argmax(forward(x[np.newaxis], P)[0])) for x in X]
