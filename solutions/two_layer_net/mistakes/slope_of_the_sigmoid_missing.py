"""You began with the slope of the cost by the probability. By the output's sum it is that
times the slope of the sigmoid, and the two nearly cancel."""

from katas.clipped_cost.clipped_cost import binary_cross_entropy_grad


def backward(A2, y, P, cache):
    X, A1 = cache
    dZ2 = binary_cross_entropy_grad(A2, y)
    dW2, db2, dA1 = dense_backward(dZ2, A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
