"""You divided the step by m. The gradients carry the 1/m of the mean already."""


def train(X, y, layers, lr, epochs):
    losses = []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(
            layers, backward(dlogits(logits, y), layers, caches), lr / len(X)
        )
    return layers, losses
