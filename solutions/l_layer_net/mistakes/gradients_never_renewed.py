"""All your steps follow the gradients of the first network. They belong to one point:
compute them anew after every step."""


def train(X, y, layers, lr, epochs):
    losses = []
    logits, caches = forward(X, layers)
    grads = backward(dlogits(logits, y), layers, caches)
    for _ in range(epochs):
        losses.append(cost(forward(X, layers)[0], y))
        layers = update(layers, grads, lr)
    return layers, losses
