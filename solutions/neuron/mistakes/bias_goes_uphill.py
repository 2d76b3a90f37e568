"""The weights go downhill and the bias uphill. Both go against their gradient."""


def step(w, b, dw, db, lr):
    return w - lr * dw, b + lr * db
