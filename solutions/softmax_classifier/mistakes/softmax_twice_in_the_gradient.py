"""Your gradient takes the softmax of probabilities. forward has made them already."""


def grads(X, Y, P):
    return _slopes(X, dlogits(softmax(forward(X, P)), Y))
