"""Your output is never positive: you kept the smaller of 0 and z. Keep the larger."""


def forward(x, w, b):
    z = np.dot(x, w) + b
    return z, np.minimum(0, z)
