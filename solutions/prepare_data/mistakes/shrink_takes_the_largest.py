"""You took the largest pixel of each block. Take the mean."""


def shrink(img, f):
    h, w = img.shape
    return img.reshape(h // f, f, w // f, f).max(axis=(1, 3))
