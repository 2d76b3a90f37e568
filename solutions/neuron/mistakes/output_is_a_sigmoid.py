"""You squashed z with the sigmoid. Both kinds of neuron exist; this kata's puts out z
where z is positive, and 0 elsewhere. The sigmoid comes in the next kata."""


def forward(x, w, b):
    z = np.dot(x, w) + b
    return z, 1 / (1 + np.exp(-z))
