"""This is the tangent of an angle, which jumps at every odd multiple of pi/2. The
hyperbolic tangent has an h at its end."""


def tanh(z):
    return np.tan(z)
