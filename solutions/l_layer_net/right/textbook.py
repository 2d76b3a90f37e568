"""As most would write it: loops over layer numbers, pairs of A and Z in the caches."""


def init(dims, rng):
    layers = []
    for i in range(1, len(dims)):
        W = rng.normal(0, np.sqrt(2 / dims[i - 1]), (dims[i - 1], dims[i]))
        layers.append({"W": W, "b": np.zeros(dims[i])})
    return layers


def forward(X, layers):
    caches, A = [], X
    for i, layer in enumerate(layers):
        Z = np.dot(A, layer["W"]) + layer["b"]
        caches.append((A, Z))
        A = Z if i == len(layers) - 1 else np.maximum(0, Z)
    return A, caches


def cost(logits, y):
    return np.mean(np.maximum(logits, 0) - logits * y + np.log1p(np.exp(-abs(logits))))


def dlogits(logits, y):
    return (sigmoid(logits) - y) / logits.shape[0]


def backward(dZ, layers, caches):
    grads = [{} for _ in layers]
    for i in range(len(layers) - 1, -1, -1):
        A_prev, Z = caches[i]
        if i < len(layers) - 1:
            dZ = dZ * np.where(Z > 0, 1.0, 0.0)
        grads[i]["W"] = np.dot(A_prev.T, dZ)
        grads[i]["b"] = np.sum(dZ, axis=0)
        dZ = np.dot(dZ, layers[i]["W"].T)
    return grads


def update(layers, grads, lr):
    new = []
    for layer, grad in zip(layers, grads):
        new.append({"W": layer["W"] - lr * grad["W"], "b": layer["b"] - lr * grad["b"]})
    return new


def train(X, y, layers, lr, epochs):
    losses = []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(float(cost(logits, y)))
        grads = backward(dlogits(logits, y), layers, caches)
        layers = update(layers, grads, lr)
    return layers, losses


def predict(X, layers):
    logits, _ = forward(X, layers)
    return (sigmoid(logits[:, 0]) >= 0.5).astype(int)
