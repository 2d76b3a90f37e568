"""You compared z with 0.5. The probability is 0.5 where z is 0: compare the sigmoid of
z with 0.5."""


def predict(X, w, b):
    return (X @ w + b >= 0.5).astype(int)
