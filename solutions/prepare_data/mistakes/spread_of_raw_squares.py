"""You took the mean of the squares minus the squared mean. On paper that is the variance;
with numbers near 1e8 the difference has no digits left, and squares of uint8 wrap around.
Subtract the mean first, then square."""


def fit_scaler(Xtr):
    mean = Xtr.mean(axis=0)
    variance = np.maximum((Xtr**2).mean(axis=0) - mean**2, 0)
    is_constant = np.ptp(Xtr, axis=0) == 0
    return mean, np.where(is_constant, 1.0, np.sqrt(variance))
