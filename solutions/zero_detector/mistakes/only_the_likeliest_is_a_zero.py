"""You gave a 1 to the likeliest example of the batch and to no other. Judge each
example by itself: is its probability at least 0.5?"""


def predict(X, w, b):
    p = sigmoid(X @ w + b)
    return (p == p.max()).astype(int)
