"""Station by station, the clipped cost's slope first; einsum; the cache is a function."""

from katas.clipped_cost.clipped_cost import binary_cross_entropy_grad


def init(n_in, n_hidden, rng):
    first = rng.normal(0, 0.01, size=n_in * n_hidden).reshape(n_in, n_hidden)
    second = rng.normal(0, 0.01, size=(n_hidden, 1))
    return {"W1": first, "b1": 0 * first[0], "W2": second, "b2": 0 * second[0]}


def forward(X, P):
    Z1 = np.einsum("mi,ih->mh", X, P["W1"], optimize=True) + P["b1"]
    A1 = (abs(Z1) + Z1) / 2
    Z2 = np.einsum("mh,hk->mk", A1, P["W2"], optimize=True) + P["b2"]
    A2 = 0.5 + 0.5 * np.tanh(Z2 / 2)

    def back(dA2):
        dZ2 = dA2 * A2 * (1 - A2)
        dA1 = np.einsum("mk,hk->mh", dZ2, P["W2"])
        dZ1 = dA1 * np.heaviside(Z1, 0)
        return {
            "W2": np.einsum("mh,mk->hk", A1, dZ2),
            "b2": np.einsum("mk->k", dZ2),
            "W1": np.einsum("mi,mh->ih", X, dZ1, optimize=True),
            "b1": np.einsum("mh->h", dZ1),
        }

    return A2, back


def backward(A2, y, P, cache):
    return cache(binary_cross_entropy_grad(A2, y))


def update(P, G, lr):
    return {name: np.add(G[name] * -lr, P[name]) for name in G}


def train(X, y, P, lr, epochs):
    losses = np.zeros(epochs)
    for epoch in range(epochs):
        A2, cache = forward(X, P)
        losses[epoch] = binary_cross_entropy(A2[:, 0], y[:, 0])
        P = update(P, backward(A2, y, P, cache), lr)
    return P, losses


def predict(X, P):
    return np.round(forward(X, P)[0] + 1e-12).ravel()
