"""You multiplied the cost's slope by p and the sigmoid's slope by z as two numbers.
Where the sigmoid is saturated the second is 0 in floating point, and a certain, wrong
answer never learns. Cancel the two on paper first."""


def _slopes(X, y, p):
    q = np.clip(p, 1e-7, 1 - 1e-7)
    dz = (q - y) / (q * (1 - q)) * p * (1 - p) / len(y)
    return X.T @ dz, dz.sum()
