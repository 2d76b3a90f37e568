"""Your labels are right, but you wrote them into the caller's array, and the digits are
lost. Make a new array."""


def make_labels(digits):
    zeros = digits == 0
    digits[:] = 0
    digits[zeros] = 1
    return digits.astype(float)
