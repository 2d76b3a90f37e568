"""Every layer is given X. Each layer takes what the one before it gave."""


def forward(X, layers):
    caches = [X]
    for layer in layers[:-1]:
        caches.append(relu(dense_forward(X, layer["W"], layer["b"])))
    return dense_forward(caches[-1], layers[-1]["W"], layers[-1]["b"]), caches
