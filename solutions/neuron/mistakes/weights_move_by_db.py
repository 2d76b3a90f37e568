"""You moved the weights by the gradient of the bias. They have a gradient of their own:
dw."""


def step(w, b, dw, db, lr):
    return w - lr * db, b - lr * db
