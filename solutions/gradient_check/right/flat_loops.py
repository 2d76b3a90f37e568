"""Flat lists of plain numbers, one at a time; x in a shape only for f."""

import math


def numerical_gradient(f, x, eps=1e-5):
    numbers = [float(value) for value in x.flat]
    slopes = []
    for i, value in enumerate(numbers):
        sides = []
        for moved in (value + eps, value - eps):
            point = numbers[:i] + [moved] + numbers[i + 1 :]
            sides.append(float(f(np.array(point).reshape(x.shape))))
        slopes.append((sides[0] - sides[1]) / (2 * eps))
    return np.array(slopes).reshape(x.shape)


def relative_error(a, n):
    def norm(numbers):
        return math.sqrt(sum(float(v) ** 2 for v in numbers))

    gap = norm(p - q for p, q in zip(a.flat, n.flat, strict=True))
    return gap / max(norm(a.flat) + norm(n.flat), 1e-12)
