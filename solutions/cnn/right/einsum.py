"""Windows as an array of six axes, sums with named axes; the cache is a function."""

from numpy.lib.stride_tricks import sliding_window_view


def shapes(h, w, c, layers):
    def after(shape, layer):
        match layer:
            case ("conv", f, k, p, s):
                return (*(out_size(n, f, p, s) for n in shape[:2]), k)
            case ("pool", f, s):
                return (*(out_size(n, f, 0, s) for n in shape[:2]), shape[2])
            case ("flatten",):
                return (int(np.prod(shape)),)
        return layer[1:]

    found = [(h, w, c)]
    for layer in layers:
        found.append(after(found[-1], layer))
    return found[1:]


def n_params(h, w, c, layers):
    numbers = 0
    for layer in layers:
        if layer[0] == "conv":
            numbers += layer[2] * (layer[1] * layer[1] * c + 1)
        elif layer[0] == "dense":
            numbers += layer[1] * (h * w * c + 1)
        shape = shapes(h, w, c, [layer])[0]
        h, w, c = shape if len(shape) == 3 else (1, 1, shape[0])
    return float(numbers)


def he_conv(f, c, k, rng):
    return np.sqrt(2 / c) / f * rng.standard_normal((f, f, c, k))


def init(rng):
    return {
        "W1": he_conv(3, 1, 8, rng),
        "W2": he_conv(3, 8, 16, rng),
        "W3": he_conv(5, 16, 10, rng).reshape(400, 10),
        **{f"b{i}": np.zeros(n) for i, n in enumerate((8, 16, 10), start=1)},
    }


def _stage(X, W, b):
    windows = sliding_window_view(X, W.shape[:2], axis=(1, 2))
    Z = np.einsum("mhwcij,ijck->mhwk", windows, W, optimize=True) + b
    m, h, w, k = Z.shape
    fields = Z[:, : h // 2 * 2, : w // 2 * 2].reshape(m, h // 2, 2, w // 2, 2, k)
    fields = fields.transpose(0, 1, 3, 5, 2, 4).reshape(m, h // 2, w // 2, k, 4)
    first = fields.argmax(axis=-1)[..., None]
    top = np.take_along_axis(fields, first, axis=-1)[..., 0]

    def back(dA):
        dfields = np.zeros_like(fields)
        np.put_along_axis(dfields, first, (dA * (top > 0))[..., None], axis=-1)
        dfields = dfields.reshape(m, h // 2, w // 2, k, 2, 2)
        dZ = np.zeros_like(Z)
        dZ[:, : h // 2 * 2, : w // 2 * 2] = dfields.transpose(0, 1, 4, 2, 5, 3).reshape(
            m, h // 2 * 2, w // 2 * 2, k
        )
        dX = np.zeros(X.shape, dZ.dtype)
        for i, j in np.ndindex(W.shape[:2]):
            dX[:, i : i + h, j : j + w] += np.einsum("mhwk,ck->mhwc", dZ, W[i, j])
        dW = np.einsum("mhwcij,mhwk->ijck", windows, dZ, optimize=True)
        return dX, dW, np.einsum("mhwk->k", dZ)

    return np.fmax(top, 0), back


def forward(X, P):
    A1, back1 = _stage(X, P["W1"], P["b1"])
    A2, back2 = _stage(A1, P["W2"], P["b2"])

    def back(dlogits):
        W = P["W3"].reshape(*A2.shape[1:], -1)
        dA1, dW2, db2 = back2(np.einsum("mq,hwkq->mhwk", dlogits, W))
        _, dW1, db1 = back1(dA1)
        dW3 = np.einsum("mhwk,mq->hwkq", A2, dlogits).reshape(P["W3"].shape)
        db3 = np.einsum("mq->q", dlogits)
        return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}

    return [np.einsum("mn,nq->mq", A2.reshape(len(X), -1), P["W3"]) + P["b3"], back]


def backward(dlogits, P, caches):
    return caches(dlogits)


def train(X, Y, P, lr, epochs, size, rng):
    P, losses = dict(P), []
    for _ in range(epochs):
        costs = []
        for Xb, Yb in batches(X, Y, size, rng):
            logits, back = forward(Xb, P)
            p = softmax(logits)
            costs += [-np.log(max(q, 1e-12)) for q in np.einsum("mk,mk->m", p, Yb)]
            for name, slope in back((p - Yb) / len(Yb)).items():
                P[name] = P[name] - lr * slope
        losses.append(float(np.mean(costs)))
    return P, tuple(losses)


def predict(X, P):
    order = np.argsort(-forward(X, P)[0], axis=1, kind="stable")
    return order[:, 0].astype(float)
