"""You apply the ReLU before each layer's sums, and so to the inputs, whose negative
values are lost. It comes after the sums of every layer but the last."""


def forward(X, layers):
    A = relu(X)
    caches = [A]
    for layer in layers[:-1]:
        A = relu(dense_forward(A, layer["W"], layer["b"]))
        caches.append(A)
    return dense_forward(A, layers[-1]["W"], layers[-1]["b"]), caches
