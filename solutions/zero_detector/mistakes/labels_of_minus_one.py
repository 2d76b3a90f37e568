"""Your labels are 1 and -1, the perceptron's convention. Both forms exist;
cross-entropy, and so this kata, uses 1.0 and 0.0."""


def make_labels(digits):
    return np.where(digits == 0, 1.0, -1.0)
