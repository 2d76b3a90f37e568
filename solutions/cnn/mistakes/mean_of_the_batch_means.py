"""Your loss is the mean of the batches' means, in which the pictures of a smaller last
batch count too much. Weigh each batch by the number of its pictures."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            logits, caches = forward(Xb, P)
            probabilities = softmax(logits)
            loss += cross_entropy(probabilities, Yb) / -(-len(X) // size)
            G = backward(logits_gradient(probabilities, Yb), P, caches)
            P = {name: P[name] - lr * G[name] for name in P}
        losses.append(loss)
    return P, losses
