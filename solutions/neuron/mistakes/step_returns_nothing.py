"""Your step changes its arguments and returns nothing. The bias is a plain number and
never reaches the caller that way: return new weights and a new bias."""


def step(w, b, dw, db, lr):
    w -= lr * dw
    b -= lr * db
