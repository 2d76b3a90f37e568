"""You added the padding once. It is on all four sides, so a row of pixels grows by 2p."""


def shapes(h, w, c, layers):
    shape, found = (h, w, c), []
    for kind, *sizes in layers:
        if kind == "conv":
            f, k, p, s = sizes
            shape = ((shape[0] + p - f) // s + 1, (shape[1] + p - f) // s + 1, k)
        elif kind == "pool":
            f, s = sizes
            shape = (out_size(shape[0], f, 0, s), out_size(shape[1], f, 0, s), shape[2])
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            shape = tuple(sizes)
        found.append(shape)
    return found
