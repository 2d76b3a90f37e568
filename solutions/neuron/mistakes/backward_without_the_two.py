"""Your gradient is exactly half of the right one. It would belong to half the squared
error; this kata's cost is the plain square, whose derivative has a factor of 2."""


def backward(x, w, b, y):
    z, a = forward(x, w, b)
    dz = (a - y) * (z > 0)
    return dz * x, dz
