"""No ReLU, and no slope of it: layers that are one."""


def forward(X, layers):
    caches, A = [X], X
    for layer in layers[:-1]:
        A = dense_forward(A, layer["W"], layer["b"])
        caches.append(A)
    return dense_forward(A, layers[-1]["W"], layers[-1]["b"]), caches


def backward(dZ, layers, caches):
    grads = []
    for i in reversed(range(len(layers))):
        grads.insert(0, {"W": caches[i].T @ dZ, "b": dZ.sum(axis=0)})
        dZ = dZ @ layers[i]["W"].T
    return grads
