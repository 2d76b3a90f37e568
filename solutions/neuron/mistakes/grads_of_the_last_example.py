"""Only the last example is left in your gradient, divided by m: each turn of the loop
overwrites what the earlier ones brought. Add up, and divide after the loop."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return dz[-1] * X[-1] / len(X), dz[-1] / len(X)
