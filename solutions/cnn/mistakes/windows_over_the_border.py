"""You rounded up, as if a window that hangs over the border counted. Only whole windows
do: round down."""


def shapes(h, w, c, layers):
    shape, found = (h, w, c), []
    for kind, *sizes in layers:
        if kind == "conv":
            f, k, p, s = sizes
            shape = (
                -((f - shape[0] - 2 * p) // s) + 1,
                -((f - shape[1] - 2 * p) // s) + 1,
                k,
            )
        elif kind == "pool":
            f, s = sizes
            shape = (-((f - shape[0]) // s) + 1, -((f - shape[1]) // s) + 1, shape[2])
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            shape = tuple(sizes)
        found.append(shape)
    return found
