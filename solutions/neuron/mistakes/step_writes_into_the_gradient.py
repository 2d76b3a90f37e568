"""Your step changed the gradient it was given: it was multiplied by the learning rate
in the caller's array. Make a new array."""


def step(w, b, dw, db, lr):
    dw *= lr
    return w - dw, b - lr * db
