"""The weights came in as whole numbers, and NumPy cut the decimals off when yours were
written back into such an array. Make an array of floats."""


def step(w, b, dw, db, lr):
    new = np.array(w)
    new[...] = w - lr * dw
    return new, b - lr * db
