"""You trained in float32, which keeps 7 digits. Leave X and the layers as they
come."""


def train(X, y, layers, lr, epochs):
    X, y, losses = X.astype(np.float32), y.astype(np.float32), []
    layers = [{n: p[n].astype(np.float32) for n in p} for p in layers]
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
    return layers, losses
