"""Your values are right, but the order is layers, losses."""


def train(X, y, layers, lr, epochs):
    losses = []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
    return losses, layers
