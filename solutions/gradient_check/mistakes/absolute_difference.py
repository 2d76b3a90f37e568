"""This is the plain difference, which is small for every small gradient, right or
wrong. Divide it by the sizes of the two gradients."""


def relative_error(a, n):
    return np.linalg.norm(a - n)
