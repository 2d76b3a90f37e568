"""You marked the largest scores in an array like P. Asked for is one class number a row,
(m,): the position of the mark."""


def classes(P):
    return np.eye(P.shape[1])[P.argmax(axis=1)]
