"""Your loop runs one epoch too few: range(1, n) has n - 1 steps."""


def train(X, y, layers, lr, epochs):
    losses = []
    for _ in range(1, epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
    return layers, losses
