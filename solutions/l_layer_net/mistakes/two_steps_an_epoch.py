"""You took two steps an epoch along one gradient. An epoch is one step."""


def train(X, y, layers, lr, epochs):
    losses = []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), 2 * lr)
    return layers, losses
