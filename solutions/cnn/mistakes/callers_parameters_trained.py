"""You trained in the caller's arrays. -= changes them where they are: make copies
first, or new arrays at each step."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            logits, caches = forward(Xb, P)
            probabilities = softmax(logits)
            loss += cross_entropy(probabilities, Yb) * len(Xb) / len(X)
            G = backward(logits_gradient(probabilities, Yb), P, caches)
            for name in P:
                P[name] -= lr * G[name]
        losses.append(loss)
    return P, losses
