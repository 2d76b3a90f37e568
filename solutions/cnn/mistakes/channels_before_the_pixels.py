"""Your flatten puts the channels first. Both orders exist; this kata flattens (rows,
columns, channels) as NumPy stores them, channels innermost, as Keras does."""


def forward(X, P):
    A1, cache1 = _stage_forward(X, P["W1"], P["b1"])
    A2, cache2 = _stage_forward(A1, P["W2"], P["b2"])
    return dense_forward(flatten(A2.transpose(0, 3, 1, 2)), P["W3"], P["b3"]), (
        cache1,
        cache2,
        A2,
    )
