"""W3 and b3 stay as they were. The step belongs to all six parameters."""


def train(X, Y, P, lr, epochs, size, rng):
    P, losses = {name: 1.0 * P[name] for name in P}, []
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            logits, caches = forward(Xb, P)
            p = softmax(logits)
            loss += cross_entropy(p, Yb) * len(Xb) / len(X)
            G = backward(logits_gradient(p, Yb), P, caches)
            for name in ("W1", "b1", "W2", "b2"):
                P[name] = P[name] - lr * G[name]
        losses.append(loss)
    return P, losses
