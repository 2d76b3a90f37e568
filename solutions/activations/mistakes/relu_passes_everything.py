"""Negative numbers came through unchanged. They must become 0."""


def relu(z):
    return z * 1
