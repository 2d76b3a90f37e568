"""References with one inefficiency each, which the budgets of `test_work` must refuse.

Each has been in a reference once, or tempts whoever writes one. Its functions run in the
namespace of the reference, after it, as those of a known mistake do.
"""

TRAIN = """
def train(X, Y, P, lr, epochs, size, rng):
    P = {{name: P[name].astype({kind}) for name in P}}
    losses = []
    for _ in range(epochs):
        order, loss = rng.permutation(len(X)), 0.0
        parts = [order[start : start + size] for start in range(0, len(X), size)]
        for x, y in {epoch}:
            {forward}
            loss += {loss} * len(x) / len(X)
            G = {gradients}
            {step}
        losses.append(loss)
    return P, losses
"""
FRUGAL = {
    "kind": "X.dtype",
    "epoch": "((X[part], Y[part]) for part in parts)",
    "step": "for name in P: P[name] -= lr * G[name]",
}
# What is slow about a training in mini-batches, and the count that shows it.
SLIPS = {
    "float64 parameters": ("doubles", {"kind": "float"}),
    "an epoch copied ahead": (
        "peak",
        {"epoch": "[(X[part], Y[part]) for part in parts]"},
    ),
    "new arrays at every step": (
        "new",
        {"step": "P = {name: P[name] - lr * G[name] for name in P}"},
    ),
}
# What differs from kata to kata.
BATCHED = {
    "minibatch_training": {
        "forward": "out, cache = forward(x, P)",
        "loss": "cross_entropy(out, y)",
        "gradients": "backward(out, y, P, cache)",
    },
    "softmax_classifier": {
        "forward": "out = forward(x, P); dZ = dlogits(out, y)",
        "loss": "cross_entropy(out, y)",
        "gradients": "{'W': x.T @ dZ, 'b': dZ.sum(axis=0)}",
    },
    "sigmoid_net": {
        "forward": "A, out = forward(x, P); "
        "D = (out - y) * out * (1 - out) / len(x); D1 = D @ P['W2'].T * A * (1 - A)",
        "loss": "((out - y) ** 2).sum() / (2 * len(x))",
        "gradients": "{'W1': x.T @ D1, 'b1': D1.sum(axis=0),"
        " 'W2': A.T @ D, 'b2': D.sum(axis=0)}",
    },
    "cnn": {
        "forward": "logits, cache = forward(x, P); out = softmax(logits)",
        "loss": "cross_entropy(out, y)",
        "gradients": "backward(logits_gradient(out, y), P, cache)",
    },
}
# The largest arrays of the CNN are the columns of a batch: an epoch copied ahead is less.
NOT_SEEN = {("cnn", "an epoch copied ahead")}


def trainings():
    """Yield kata, slip, count and text of each slow training in mini-batches."""
    for kata, parts in BATCHED.items():
        for slip, (count, change) in SLIPS.items():
            if (kata, slip) not in NOT_SEEN:
                yield kata, slip, count, TRAIN.format(**{**parts, **FRUGAL, **change})


def frugal(kata):
    """Return a training in mini-batches without any slip, written like the slow ones."""
    return TRAIN.format(**BATCHED[kata], **FRUGAL)


# kata, slip, count that shows it, and the functions that differ.
SLOW = [
    *trainings(),
    (
        "minibatch_training",
        "a gradient by the pictures",
        "products",
        """
def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    dW1, db1, _ = dense_backward(dA1 * (A1 > 0), X, P["W1"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
""",
    ),
    (
        "softmax_classifier",
        "each forward pass run twice",
        "products",
        TRAIN.format(
            **FRUGAL,
            forward="out = forward(x, P)",
            loss="cross_entropy(out, y)",
            gradients="grads(x, y, P)",
        ),
    ),
    (
        "sigmoid_net",
        "each forward pass run twice",
        "products",
        TRAIN.format(
            **FRUGAL,
            forward="A, out = forward(x, P)",
            loss="((out - y) ** 2).sum() / (2 * len(x))",
            gradients="backward(x, y, P)",
        ),
    ),
    (
        "cnn",
        "a gradient by the pictures",
        "products",
        """
def _by_kernels(dZ, X, W):
    return conv_backward(dZ, X, W, 0, 1)[1:]
""",
    ),
    (
        "cnn",
        "a second forward pass of the pool",
        "numbers",
        """
def _below_pool(dA, Z, Y):
    return max_pool_backward(dA * (Y > 0), Z, 2, 2)
""",
    ),
    (
        "cnn",
        "the ReLU ahead of the pool",
        "numbers",
        """
def _stage_forward(X, W, b):
    Z = np.maximum(conv_forward(X, W, b, 0, 1), 0)
    return max_pool_forward(Z, 2, 2), (X, Z, max_pool_forward(Z, 2, 2))
""",
    ),
    (
        "convolution",
        "a product for each pixel of the kernel",
        "numbers",
        """
def conv_forward(X, W, b, p, s):
    fh, fw = W.shape[:2]
    H, V = out_size(X.shape[1], fh, p, s), out_size(X.shape[2], fw, p, s)
    wide, Z = _padded(X, p), np.zeros((len(X), H, V, W.shape[3]), X.dtype)
    for i in range(fh):
        for j in range(fw):
            Z += wide[:, i : i + s * H : s, j : j + s * V : s] @ W[i, j]
    return Z + b
""",
    ),
    (
        "convolution",
        "a gradient by the pictures that is put together window by window",
        "calls",
        """
def conv_backward(dZ, X, W, p, s):
    fh, fw, c, k = W.shape
    m, H, V, _ = dZ.shape
    wide = _padded(X, p)
    windows, by_window = im2col(wide, fh, fw, s), dZ.reshape(-1, k)
    dwindows = (by_window @ W.reshape(-1, k).T).reshape(m, H, V, fh, fw, c)
    dwide = np.zeros(wide.shape, dZ.dtype)
    for i in range(H):
        for j in range(V):
            dwide[:, s * i : s * i + fh, s * j : s * j + fw] += dwindows[:, i, j]
    dX = dwide[:, p : p + X.shape[1], p : p + X.shape[2]]
    return dX, (windows.T @ by_window).reshape(W.shape), by_window.sum(axis=0)
""",
    ),
    (
        "convolution",
        "columns in float64",
        "doubles",
        """
def _padded(X, p):
    return np.pad(X.astype(float), ((0, 0), (p, p), (p, p), (0, 0)))
""",
    ),
    (
        "pooling",
        "a second forward pass of the pool",
        "numbers",
        """
from_the_maxima = max_pool_backward

def max_pool_backward(dY, X, f, s, Y=None):
    return from_the_maxima(dY, X, f, s)
""",
    ),
    (
        "pooling",
        "a mask in float64",
        "doubles",
        """
def max_pool_backward(dY, X, f, s, Y=None):
    dX = np.zeros(X.shape)
    for at in _pixels(X, f, s):
        dX[at] += dY * (X[at] == Y)
    return dX
""",
    ),
    (
        "l_layer_net",
        "a gradient by the pictures",
        "products",
        """
def backward(dZ, layers, caches):
    grads = []
    for A, layer in zip(caches[::-1], layers[::-1], strict=True):
        grads.insert(0, {"W": A.T @ dZ, "b": dZ.sum(axis=0)})
        dZ = dZ @ layer["W"].T * (A > 0)
    return grads
""",
    ),
    (
        "l_layer_net",
        "float64 parameters",
        "doubles",
        """
def train(X, y, layers, lr, epochs):
    losses = []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
    return layers, losses
""",
    ),
    (
        "two_layer_net",
        "a gradient by the pictures",
        "products",
        """
def backward(A2, y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward((A2 - y) / len(y), A1, P["W2"])
    dW1, db1, _ = dense_backward(dA1 * (A1 > 0), X, P["W1"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
""",
    ),
    (
        "two_layer_net",
        "float64 parameters",
        "doubles",
        """
def train(X, y, P, lr, epochs):
    losses = []
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(binary_cross_entropy(A2, y))
        P = update(P, backward(A2, y, P, cache), lr)
    return P, losses
""",
    ),
    (
        "zero_detector",
        "each forward pass run twice",
        "products",
        """
def train(X, y, w, b, lr, epochs):
    losses, w, y = [], w.astype(X.dtype), y.astype(X.dtype, copy=False)
    for _ in range(epochs):
        losses.append(binary_cross_entropy(sigmoid(X @ w + b), y))
        dw, db = grads(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses
""",
    ),
    (
        "zero_detector",
        "float64 parameters",
        "doubles",
        """
def train(X, y, w, b, lr, epochs):
    losses = []
    for _ in range(epochs):
        p = sigmoid(X @ w + b)
        losses.append(binary_cross_entropy(p, y))
        dz = (p - y) / len(y)
        w, b = w - lr * (X.T @ dz), b - lr * dz.sum()
    return w, b, losses
""",
    ),
]
