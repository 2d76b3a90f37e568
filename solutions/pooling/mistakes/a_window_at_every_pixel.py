"""You kept the windows at every pixel, whatever the stride. With s = 2 only every second of
them counts, down and across."""


def max_pool_forward(X, f, s):
    windows = np.lib.stride_tricks.sliding_window_view(X, (f, f), axis=(1, 2))
    return windows.max(axis=(-2, -1))
