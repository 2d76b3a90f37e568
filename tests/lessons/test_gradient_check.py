"""The numbers of the lesson on checking a gradient."""

import numpy as np
from lesson_texts import lesson, number, output_of, reference, says, vector


def test_the_numbers_by_hand():
    f, x = lambda x: x[0] * x[1] ** 2, np.array([2.0, 3.0])
    kata, text = reference("gradient_check"), lesson("gradient_check")
    slopes = kata.numerical_gradient(f, x, eps=1)
    says(
        text,
        f"There f is 2 · 9 = {number(f(x))}",
        f"f(3, 3) = {number(f([3, 3]))} and f(1, 3) = {number(f([1, 3]))}",
        f"The slope is (27 − 9) / 2 = {number(slopes[0])}",
        f"f(2, 4) = {number(f([2, 4]))} and f(2, 2) = {number(f([2, 2]))}",
        f"The slope is (32 − 8) / 2 = {number(slopes[1])}",
        f"So the gradient is {vector(slopes)}",
        f"One step up from 18 gives (32 − 18) / 1 = {number(f([2, 4]) - f(x))} for",
        f"A step down gives {number(f(x) - f([2, 2]))}, too flat",
    )


def test_the_numbers_that_compare():
    error = reference("gradient_check").relative_error
    a, n = np.array([18, 24]), np.array([9, 12])
    lengths = [number(np.linalg.norm(v)) for v in (a - n, a, n)]
    says(
        lesson("gradient_check"),
        f"Somebody's formula says {vector(a)}",
        f"√(81 + 144) = {lengths[0]}",
        f"two gradients are {lengths[1]} and {lengths[2]}",
        f"error = 15 / (30 + 15) = {number(error(a, n))}",
        f"(0.018, 0.024) and (0.009, 0.012) it is {number(error(a / 1e3, n / 1e3))} too",
    )
    assert error(n, -n) == 1


def test_the_numbers_of_the_derivation():
    def cube(x):
        return x**3

    both = reference("gradient_check").numerical_gradient(cube, np.array(1.0), 0.1)
    one = (cube(1.1) - cube(1)) / 0.1
    says(
        lesson("gradient_check"),
        f"both sides give {number(both)}, and one side gives {number(one)}",
    )


def test_the_trap_of_coarse_numbers():
    whole = np.array([3])
    whole[0] += 1e-5
    assert whole[0] == 3
    above, below = (np.float32(3) + sign * np.float32(1e-5) for sign in (1, -1))
    says(
        lesson("gradient_check"),
        f"measures {number((above**2 - below**2) / np.float32(2e-5))} instead of 6",
    )


def test_what_the_picture_says():
    kata, at, steps = (
        reference("gradient_check"),
        np.array(1.0),
        10.0 ** np.arange(-14, 1),
    )
    both = [abs(kata.numerical_gradient(np.exp, at, eps) / np.e - 1) for eps in steps]
    one = [abs((np.exp(1 + eps) - np.e) / eps / np.e - 1) for eps in steps]
    assert min(one) > 1e-9
    assert round(both[-1], 1) == 0.2
    assert both[-6] < 3e-11 < min(both[:5])


def errors_of(monkeypatch, *edits):
    lines = output_of("gradient_check", monkeypatch, *edits).splitlines()
    return {float(eps): float(error) for eps, error in map(str.split, lines)}


def test_a_smaller_step_is_better_until_rounding_decides(monkeypatch):
    errors = errors_of(monkeypatch)
    falling = [errors[10.0**-power] for power in range(1, 5)]
    np.testing.assert_allclose(np.divide(falling[:-1], falling[1:]), 100, rtol=0.01)
    assert min(errors, key=errors.get) == 1e-5


def test_a_wrong_factor_shows_at_every_step(monkeypatch):
    errors = errors_of(monkeypatch, ("* 3 *", "* 2 *"))
    assert {f"{error:.2f}" for error in errors.values()} == {"0.17"}
    says(lesson("gradient_check"), "the error is 0.17 on every line")


def test_a_small_slip_shows_too(monkeypatch):
    errors = errors_of(monkeypatch, ("for eps", "formula += 0.001\nfor eps"))
    says(lesson("gradient_check"), f"error stays at {errors[1e-5] * 1e5:.1f}e-5")


def test_the_price_of_measuring_a_large_network():
    says(
        lesson("gradient_check"),
        f"124 million weights. One step of learning would take {2 * 124} million",
    )
