"""A unit whose sum is exactly 0 passes the slope on in your answer. There is no
derivative at 0; this kata takes 0."""


def forward(X, layers):
    caches, A = [(X, X)], X
    for layer in layers[:-1]:
        Z = dense_forward(A, layer["W"], layer["b"])
        A = relu(Z)
        caches.append((A, Z))
    return dense_forward(A, layers[-1]["W"], layers[-1]["b"]), caches


def backward(dZ, layers, caches):
    grads = []
    for i in reversed(range(len(layers))):
        if grads:
            dZ = dZ @ layers[i + 1]["W"].T * (caches[i + 1][1] >= 0)
        grads.insert(0, {"W": caches[i][0].T @ dZ, "b": dZ.sum(axis=0)})
    return grads
