"""Your dw takes over the type of w, so that its fractions are cut off where the weights
are whole numbers. Make it an array of floats: `np.zeros(len(w))` is one,
`np.zeros_like(w)` need not be."""


def backward(x, w, b, y):
    _, a = forward(x, w, b)
    slope = 2 * (a - y) * (a > 0)
    dw = np.zeros_like(w)
    dw[...] = slope * np.asarray(x)
    return (dw if np.ndim(w) else slope * x), slope
