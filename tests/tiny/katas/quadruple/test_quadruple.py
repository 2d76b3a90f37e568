"""Spec: quadruple and octuple."""

from nnkata.testing import assert_close


def test_quadruple_of_one_is_four(kata):
    assert_close(kata.quadruple(1), 4, "quadruple(1)")


def test_octuple_of_one_is_eight(kata):
    assert_close(kata.octuple(1), 8, "octuple(1)")
