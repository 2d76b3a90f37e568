"""Your batches come in the order of the pictures. Each epoch has a new, random order:
batches makes one from rng."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for start in range(0, len(X), size):
            Xb, Yb = X[start : start + size], Y[start : start + size]
            logits, caches = forward(Xb, P)
            probabilities = softmax(logits)
            loss += cross_entropy(probabilities, Yb) * len(Xb) / len(X)
            G = backward(logits_gradient(probabilities, Yb), P, caches)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
