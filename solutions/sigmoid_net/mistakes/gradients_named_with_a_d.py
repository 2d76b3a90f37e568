"""Your gradients are named dW1, db1 and so on. Here they have the keys of the parameters:
W1, b1, W2 and b2."""


def backward(X, Y, P):
    G = _gradients(X, Y, P, *forward(X, P))
    return {f"d{name}": value for name, value in G.items()}
