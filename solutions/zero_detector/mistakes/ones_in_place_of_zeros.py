"""You marked the digit 1. The neuron looks for zeros: 1.0 is the label of the digit
0."""


def make_labels(digits):
    return (digits == 1).astype(float)
