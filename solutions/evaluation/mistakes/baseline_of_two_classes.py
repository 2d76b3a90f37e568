"""The mean of the labels is a share only if they are 0 and 1. Count how often each
class occurs, and divide the largest count by the number of examples."""


def baseline(y):
    return max(np.mean(y), 1 - np.mean(y))
