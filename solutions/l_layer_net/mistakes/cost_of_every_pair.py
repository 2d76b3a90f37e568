"""You compared a flat array with a column, and NumPy paired every example with every
other: m times m costs. Keep both (m, 1)."""


def cost(logits, y):
    flat = logits.ravel()
    return np.logaddexp(0, np.where(y == 1, -flat, flat)).sum() / len(y)
