"""Your flatten leaves the channels out. Every number of a picture is kept: rows times
columns times channels."""


def shapes(h, w, c, layers):
    shape, found = (h, w, c), []
    for kind, *sizes in layers:
        if kind == "conv":
            f, k, p, s = sizes
            shape = (out_size(shape[0], f, p, s), out_size(shape[1], f, p, s), k)
        elif kind == "pool":
            f, s = sizes
            shape = (out_size(shape[0], f, 0, s), out_size(shape[1], f, 0, s), shape[2])
        elif kind == "flatten":
            shape = (shape[0] * shape[1],)
        else:
            shape = tuple(sizes)
        found.append(shape)
    return found
