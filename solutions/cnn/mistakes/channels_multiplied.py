"""You multiplied the channels by the number of kernels. Each kernel looks at all the
channels that come in and makes one new channel: k come out."""


def shapes(h, w, c, layers):
    shape, found = (h, w, c), []
    for kind, *sizes in layers:
        if kind == "conv":
            f, k, p, s = sizes
            shape = (
                out_size(shape[0], f, p, s),
                out_size(shape[1], f, p, s),
                shape[2] * k,
            )
        elif kind == "pool":
            f, s = sizes
            shape = (out_size(shape[0], f, 0, s), out_size(shape[1], f, 0, s), shape[2])
        elif kind == "flatten":
            shape = (shape[0] * shape[1] * shape[2],)
        else:
            shape = tuple(sizes)
        found.append(shape)
    return found
