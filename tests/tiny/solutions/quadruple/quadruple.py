"""Twice twice as much."""

from katas.double.double import double


def quadruple(x):
    """Four times the number x."""
    return double(double(x))


def octuple(x):
    """Eight times the number x."""
    return double(quadruple(x))
