"""Your forward changed the inputs it was given: the products were written into the
caller's array. Keep them in an array of your own."""


def forward(x, w, b):
    x *= w
    z = np.sum(x) + b
    return z, np.maximum(0, z)
