"""With whole numbers in z, the leak was cut to a whole number again: your result array
took over the type of z. Create it with a float type."""


def leaky_relu(z, alpha=0.01):
    out = np.array(z)
    out[...] = np.where(out > 0, z, alpha * out)
    return out
