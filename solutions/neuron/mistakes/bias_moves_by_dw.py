"""You moved the bias by the gradient of the weights. It has a gradient of its own:
db."""


def step(w, b, dw, db, lr):
    return w - lr * dw, b - lr * dw
