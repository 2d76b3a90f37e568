"""You subtracted the bias from the scores. It is added."""


def forward(X, P):
    return softmax(X @ P["W"] - P["b"])
