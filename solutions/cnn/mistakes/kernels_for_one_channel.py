"""Your kernels have weights for one channel only. A kernel has f times f weights for
every channel that comes in."""


def n_params(h, w, c, layers):
    total, before = 0, (h, w, c)
    for (kind, *sizes), after in zip(layers, shapes(h, w, c, layers), strict=True):
        if kind == "conv":
            total += (sizes[0] ** 2 + 1) * after[-1]
        elif kind == "dense":
            total += (before[-1] + 1) * after[-1]
        before = after
    return total
