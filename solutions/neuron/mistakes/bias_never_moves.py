"""The weights moved and the bias did not. The bias learns too, in the same way."""


def step(w, b, dw, db, lr):
    return w - lr * dw, b
