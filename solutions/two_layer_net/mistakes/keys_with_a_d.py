"""Your gradients have names of their own, such as "dW1". They go by the names of the
parameters, "W1", so that each finds the one it belongs to."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward((A2 - y) / len(y), A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0), "dW2": dW2, "db2": db2}


def update(P, G, lr):
    return {name: P[name] - lr * G.get("d" + name, G.get(name)) for name in P}
