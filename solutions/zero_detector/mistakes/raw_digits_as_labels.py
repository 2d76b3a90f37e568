"""You handed the digits on as they are, so that labels run up to 9. A sigmoid answers
between 0 and 1: turn each digit into 1.0 for a zero and 0.0 for the rest."""


def make_labels(digits):
    return np.asarray(digits, dtype=float)
