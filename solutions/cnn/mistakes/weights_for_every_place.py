"""You counted kernels anew at every place of the picture. The same kernel is used
everywhere, and so it counts once."""


def n_params(h, w, c, layers):
    total, before = 0, (h, w, c)
    for (kind, *sizes), after in zip(layers, shapes(h, w, c, layers), strict=True):
        if kind == "conv":
            total += (sizes[0] ** 2 * before[-1] + 1) * after[0] * after[1] * after[-1]
        elif kind == "dense":
            total += (before[-1] + 1) * after[-1]
        before = after
    return total
