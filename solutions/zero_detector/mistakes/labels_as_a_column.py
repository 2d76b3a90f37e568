"""Your labels have the shape (m, 1). This kata keeps them flat, (m,): a column minus a
flat array becomes an m by m table."""


def make_labels(digits):
    return (digits == 0).astype(float).reshape(-1, 1)
