"""Your step goes uphill. The gradient points to where the cost grows: go the other
way."""


def step(w, b, dw, db, lr):
    return w + lr * dw, b + lr * db
