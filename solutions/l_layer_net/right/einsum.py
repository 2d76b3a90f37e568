"""Sums with named axes, by recursion; the caches are functions that carry a slope back."""


def init(dims, rng):
    if len(dims) < 2:
        return []
    W = rng.standard_normal((dims[0], dims[1])) * (2 / dims[0]) ** 0.5
    return [{"W": W, "b": 0 * W[0]}, *init(dims[1:], rng)]


def forward(X, layers):
    Z = np.einsum("mi,ij->mj", X, layers[0]["W"], optimize=True) + layers[0]["b"]
    rest, after = layers[1:], None
    logits = Z
    if rest:
        logits, after = forward((abs(Z) + Z) / 2, rest)

    def back(dZ):
        grads = []
        if rest:
            grads, dA = after(dZ)
            dZ = dA() * np.heaviside(Z, 0)
        dW = np.einsum("mi,mj->ij", X, dZ, optimize=True)
        here = {"W": dW, "b": np.einsum("mj->j", dZ)}
        # The slope by X is worked out where somebody asks for it.
        return [here, *grads], lambda: np.einsum("mj,ij->mi", dZ, layers[0]["W"])

    return logits, back


def cost(logits, y):
    return np.array(np.mean(np.logaddexp(0, logits) - y * logits))


def dlogits(logits, y):
    return np.tanh(logits / 2) / (2 * y.size) + (0.5 - y) / y.size


def backward(dZ, layers, caches):
    return caches(dZ)[0]


def update(layers, grads, lr):
    return [
        {
            "W": np.add(layer["W"], -lr * grad["W"]),
            "b": np.add(layer["b"], -lr * grad["b"]),
        }
        for layer, grad in zip(layers, grads)
    ]


def train(X, y, layers, lr, epochs):
    if epochs == 0:
        return layers, ()
    logits, back = forward(X, layers)
    new = update(layers, back(dlogits(logits, y))[0], lr)
    losses = [cost(logits, y)]
    for _ in range(epochs - 1):
        logits, back = forward(X, new)
        losses.append(cost(logits, y))
        new = update(new, back(dlogits(logits, y))[0], lr)
    return new, tuple(losses)


def predict(X, layers):
    return forward(X, layers)[0].ravel() >= 0
