"""Your columns sum to 1 and your rows do not: you normalized over the examples. The
classes of one example share a total of 1."""


def forward(X, P):
    return softmax((X @ P["W"] + P["b"]).T).T
