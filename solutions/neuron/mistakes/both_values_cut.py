"""You returned the output in place of z too. z is the sum before it is cut off at zero,
and may be negative."""


def forward(x, w, b):
    a = np.maximum(0, np.dot(x, w) + b)
    return a, a
