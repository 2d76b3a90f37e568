"""Your losses are in bits. This kata uses natural logarithms."""


def train(X, y, layers, lr, epochs):
    losses = []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y) / np.log(2))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
    return layers, losses
