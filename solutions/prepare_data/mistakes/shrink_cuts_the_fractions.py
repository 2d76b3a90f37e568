"""You turned the means back into the type of the picture, and whole numbers cut the
fraction off. Return floats."""


def shrink(img, f):
    h, w = img.shape
    means = img.reshape(h // f, f, w // f, f).mean(axis=(1, 3))
    return means.astype(img.dtype)
