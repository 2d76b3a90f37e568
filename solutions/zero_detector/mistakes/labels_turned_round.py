"""Your labels say 1.0 for everything that is not a zero. The question is "is it a
zero?", so a zero gets 1.0."""


def make_labels(digits):
    return (digits != 0).astype(float)
