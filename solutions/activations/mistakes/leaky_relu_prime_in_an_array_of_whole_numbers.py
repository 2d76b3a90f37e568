"""With whole numbers in z, alpha was cut to a whole number: your result array took over
the type of z. Create it with a float type."""


def leaky_relu_prime(z, alpha=0.01):
    slopes = np.ones_like(z)
    slopes[np.asarray(z) <= 0] = alpha
    return slopes
