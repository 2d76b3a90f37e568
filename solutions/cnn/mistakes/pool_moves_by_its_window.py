"""Your pool moves on by the size of its window. It has a stride of its own, which may
be smaller or larger: windows fit as after a convolution without padding."""


def shapes(h, w, c, layers):
    shape, found = (h, w, c), []
    for kind, *sizes in layers:
        if kind == "conv":
            f, k, p, s = sizes
            shape = (out_size(shape[0], f, p, s), out_size(shape[1], f, p, s), k)
        elif kind == "pool":
            f, s = sizes
            shape = (out_size(shape[0], f, 0, f), out_size(shape[1], f, 0, f), shape[2])
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            shape = tuple(sizes)
        found.append(shape)
    return found
