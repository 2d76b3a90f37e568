"""Spec: double."""

from nnkata.testing import assert_close


def test_double_of_nothing_is_nothing(kata):
    assert_close(kata.double(0), 0, "double(0)")


def test_double_of_three_is_six(kata):
    assert_close(kata.double(3), 6, "double(3)")


def test_double_keeps_the_sign(kata):
    assert_close(kata.double(-1), -2, "double(-1)")
