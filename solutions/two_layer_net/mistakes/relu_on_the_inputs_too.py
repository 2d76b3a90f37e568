"""You sent the inputs through a ReLU. It follows the first layer, it does not come
before it."""


def forward(X, P):
    X = relu(X)
    A1 = relu(dense_forward(X, P["W1"], P["b1"]))
    return sigmoid(dense_forward(A1, P["W2"], P["b2"])), (X, A1)
