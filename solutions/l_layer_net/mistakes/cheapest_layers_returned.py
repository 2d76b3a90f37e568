"""You returned the cheapest network on the way. Choosing is a later kata; here the
network after the last step is returned, whatever it costs."""


def train(X, y, layers, lr, epochs):
    losses, least, best = [], np.inf, layers
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
        after = cost(forward(X, layers)[0], y)
        if after < least:
            least, best = after, layers
    return best, losses
