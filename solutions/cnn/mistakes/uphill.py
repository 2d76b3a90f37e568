"""Your steps go uphill: subtract lr times the gradient."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            logits, caches = forward(Xb, P)
            probabilities = softmax(logits)
            loss += cross_entropy(probabilities, Yb) * len(Xb) / len(X)
            G = backward(logits_gradient(probabilities, Yb), P, caches)
            P = {name: P[name] + lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
