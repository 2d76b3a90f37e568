"""You added up each block. Take its mean."""


def shrink(img, f):
    h, w = img.shape
    return img.reshape(h // f, f, w // f, f).sum(axis=(1, 3))
