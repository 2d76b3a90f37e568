"""The bias is missing from your scores. Each class has one of its own, added to all rows."""


def forward(X, P):
    return softmax(X @ P["W"])
