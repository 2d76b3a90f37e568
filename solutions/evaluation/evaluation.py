"""Metrics of predictions: accuracy, confusion matrix, precision, recall, and baselines.

Shapes: m examples (at least one), K classes. An example is a row.
"""

import numpy as np


def accuracy(y_true, y_pred):
    """Return the share of the examples whose prediction is right.

    Parameters
    ----------
    y_true : ndarray of shape (m,)
        True class of each example. Classes may be any numbers, integers or floats: they
        need not run from 0 to K - 1. Not modified.
    y_pred : ndarray of shape (m,)
        Predicted classes, integers or floats, in the same order. Not modified.

    Returns
    -------
    number
        From 0 to 1.
    """
    return (y_true == y_pred).mean()


def classes(P):
    """Return the class with the largest score of each row.

    Parameters
    ----------
    P : ndarray of shape (m, K)
        Probabilities, or any scores, floats or integers. Not modified.

    Returns
    -------
    ndarray of shape (m,)
        0 to K - 1. At a tie the first of the largest.
    """
    return P.argmax(axis=1)


def confusion(y_true, y_pred, K):
    """Return the confusion matrix: counts of predicted classes for each true class.

    Parameters
    ----------
    y_true : ndarray of int, shape (m,)
        True classes, 0 <= y_true < K, of any integer type. Not modified.
    y_pred : ndarray of int, shape (m,)
        Predicted classes, with the same range and types. Not modified.
    K : int
        Number of classes, whether or not all of them occur.

    Returns
    -------
    ndarray of shape (K, K)
        In row i and column j, the number of examples of class i that were predicted as
        j.
    """
    C = np.zeros((K, K), dtype=int)
    # Unlike C[y_true, y_pred] += 1, this counts a pair as often as it occurs.
    np.add.at(C, (y_true, y_pred), 1)
    return C


def precision_recall(y_true, y_pred):
    """Return precision and recall of the positive class, label 1.

    Parameters
    ----------
    y_true : ndarray of shape (m,)
        Labels, 1 for the positive class and 0 for the negative one, integers or floats.
        Not modified.
    y_pred : ndarray of shape (m,)
        Predictions, integers or floats. Not modified.

    Returns
    -------
    precision : number
        Of the examples predicted 1, the share that is 1. 0.0 if there are none.
    recall : number
        Of the examples that are 1, the share predicted 1. 0.0 if there are none.
    """
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    return _share(hits, (y_pred == 1).sum()), _share(hits, (y_true == 1).sum())


def f1(p, r):
    """Return F1, the harmonic mean of precision and recall.

    Parameters
    ----------
    p : float
        Precision, 0 to 1: a float of Python or NumPy. NumPy's divide by 0 with a
        warning only.
    r : float
        Recall, 0 to 1, of the same types.

    Returns
    -------
    number
        0.0 if both are 0.
    """
    return _share(2 * p * r, p + r)


def baseline(y):
    """Return the accuracy of always predicting the most frequent class.

    Parameters
    ----------
    y : ndarray of shape (m,)
        True classes, any numbers, integers or floats. Not modified.

    Returns
    -------
    number
        Share of the most frequent class among the examples.
    """
    _, counts = np.unique(y, return_counts=True)
    return counts.max() / len(y)


def balanced_accuracy(y_true, y_pred):
    """Return balanced accuracy, the mean of the recalls of the classes.

    Parameters
    ----------
    y_true : ndarray of shape (m,)
        True classes, any numbers, integers or floats. Not modified.
    y_pred : ndarray of shape (m,)
        Predicted classes, integers or floats, in the same order. Not modified.

    Returns
    -------
    number
        Mean recall of the classes that occur in y_true. Each class counts the same,
        however frequent it is; a class that is only predicted does not count.
    """
    return np.mean([(y_pred[y_true == c] == c).mean() for c in np.unique(y_true)])


def _share(part, whole):
    return part / whole if whole else 0.0
