"""You returned two gradients side by side. Return a dict with the keys of P, so that
each parameter finds its own."""


def grads(X, Y, P):
    G = _slopes(X, dlogits(forward(X, P), Y))
    return G["W"], G["b"]
