"""You averaged the products of a unit and did not sum them: without the bias, your
values are n_in times too small."""


def dense_forward(X, W, b):
    return X @ W / X.shape[1] + b
