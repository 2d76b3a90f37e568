"""You left out the 1/m: your gradient is a sum over the batch. The cost is a mean."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            logits, caches = forward(Xb, P)
            probabilities = softmax(logits)
            loss += cross_entropy(probabilities, Yb) * len(Xb) / len(X)
            G = backward(probabilities - Yb, P, caches)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
