"""Your hidden units squash their sums with a sigmoid. It belongs to the output alone: in
the hidden layer this kata uses ReLU."""


def forward(X, P):
    A1 = sigmoid(X @ P["W1"] + P["b1"])
    return sigmoid(A1 @ P["W2"] + P["b2"]), (X, A1)
