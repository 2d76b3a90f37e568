"""uint8 cannot hold a negative number: 51 - 128 is 179. Turn the pixels into floats
before you subtract; and here nothing is subtracted at all, since the range is 0 to
1."""


def scale(X):
    return (X - 128) / 128
