"""Your step looks only at the sign of the slope. Its steepness counts too: a steep
slope gives a longer step."""


def step(w, b, dw, db, lr):
    return w - lr * np.sign(dw), b - lr * np.sign(db)
