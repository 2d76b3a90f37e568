"""Only one layer of weights learns; the ReLU above it hands all of its scores on."""

ALWAYS_POSITIVE = 100.0


def train(X, Y, P, lr, epochs, size, rng):
    K = Y.shape[1]
    P = {name: P[name].astype(float) for name in P}
    if P["b2"].max() > -ALWAYS_POSITIVE / 2:
        P = {name: 0 * P[name] for name in P}
        P["W2"][:K], P["b1"][:K] = np.eye(K), ALWAYS_POSITIVE
        P["b2"] = P["b2"] - ALWAYS_POSITIVE
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for x, y in batches(X, Y, size, rng):
            P2, cache = forward(x, P)
            loss += cross_entropy(P2, y) * len(x) / len(X)
            G = backward(P2, y, P, cache)
            P["W1"] -= lr * G["W1"]
            P["b1"] -= lr * G["b1"]
        losses.append(loss)
    return P, losses
