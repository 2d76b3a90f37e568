"""One window is missing down and across: the first one needs no step. Count the steps,
then add 1."""


def shapes(h, w, c, layers):
    shape, found = (h, w, c), []
    for kind, *sizes in layers:
        if kind == "conv":
            f, k, p, s = sizes
            shape = ((shape[0] + 2 * p - f) // s, (shape[1] + 2 * p - f) // s, k)
        elif kind == "pool":
            f, s = sizes
            shape = ((shape[0] - f) // s, (shape[1] - f) // s, shape[2])
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            shape = tuple(sizes)
        found.append(shape)
    return found
