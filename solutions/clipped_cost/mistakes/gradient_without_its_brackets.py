"""Brackets are missing: only y was divided. The whole difference p - y is."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return p - y / (p * (1 - p)) / len(p)
