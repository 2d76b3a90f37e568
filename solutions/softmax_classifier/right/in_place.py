"""In place, on own copies; both arrays shuffled anew every epoch, from the last order."""


def forward(X, P):
    Z = X @ P["W"]
    Z = Z + P["b"]
    Z -= Z.max(axis=1, keepdims=True)
    np.exp(Z, out=Z)
    Z /= Z.sum(axis=1, keepdims=True)
    return Z


def grads(X, Y, P):
    dZ = forward(X, P)
    dZ -= Y
    dZ /= len(dZ)
    return {"W": (dZ.T @ X).T, "b": np.ones(len(dZ), dZ.dtype) @ dZ}


def train(X, Y, P, lr, epochs, size, rng):
    X, Y, losses = X.copy(), Y.copy(), ()
    P = {name: value.copy() for name, value in P.items()}
    for _ in range(epochs):
        order = rng.choice(len(X), size=len(X), replace=False)
        X, Y = X[order], Y[order]
        total = 0
        for i in range(-(-len(X) // size)):
            x, y = X[i * size : (i + 1) * size], Y[i * size : (i + 1) * size]
            total += np.array(cross_entropy(forward(x, P), y)) * len(x)
            for name, slope in grads(x, y, P).items():
                P[name] -= lr * slope
        losses += (total / len(X),)
    return [P, losses]


def predict(X, P):
    return np.asarray(forward(X, P).argmax(axis=-1), dtype=np.uint8)
