"""Your decisions are right but for a probability of exactly 0.5, which became 0. Both
forms exist; this kata says 1 from 0.5 on. (Rounding does it your way, too: NumPy rounds
0.5 to 0.)"""


def predict(X, w, b):
    return (sigmoid(X @ w + b) > 0.5).astype(int)
