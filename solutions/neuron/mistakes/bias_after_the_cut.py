"""You cut off below zero first and added the bias afterwards. The bias is part of z,
and a is cut from the whole of z."""


def forward(x, w, b):
    z = np.dot(x, w) + b
    return z, np.maximum(0, z - b) + b
