"""Your windows are columns. Both forms exist; in this kata a window is a row."""

_as_rows = im2col


def im2col(X, fh, fw, s):
    return _as_rows(X, fh, fw, s).T
