"""You ran forward once, before the loop, so that every epoch sees the outputs of the
start."""


def train(X, y, layers, lr, epochs):
    losses, (logits, caches) = [], forward(X, layers)
    for _ in range(epochs):
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
    return layers, losses
