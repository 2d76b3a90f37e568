"""How good predictions are: shares of right ones, tables of wrong ones, and baselines.

Shapes: m examples (at least one), K classes. An example is a row.
"""

import numpy as np


def accuracy(y_true, y_pred):
    """Share of the examples whose prediction is right.

    Parameters
    ----------
    y_true : ndarray of shape (m,)
        True class of each example. Classes are names that happen to be numbers, whole
        or float: they need not run from 0 to K - 1. Left as they were.
    y_pred : ndarray of shape (m,)
        Predicted classes, whole or float, in the same order. Left as they were.

    Returns
    -------
    number
        From 0 to 1.
    """
    raise NotImplementedError("accuracy: write me")


def classes(P):
    """The class with the largest score of each row.

    Parameters
    ----------
    P : ndarray of shape (m, K)
        Probabilities, or any scores, floats or whole numbers. Left as they were.

    Returns
    -------
    ndarray of shape (m,)
        0 to K - 1. At a tie the first of the largest.
    """
    raise NotImplementedError("classes: write me")


def confusion(y_true, y_pred, K):
    """Count how often each true class was given each predicted class.

    Parameters
    ----------
    y_true : ndarray of int, shape (m,)
        True classes, 0 <= y_true < K, of any integer type. Left as they were.
    y_pred : ndarray of int, shape (m,)
        Predicted classes, likewise. Left as they were.
    K : int
        Number of classes, whether or not all of them occur.

    Returns
    -------
    ndarray of shape (K, K)
        In row i and column j, how many examples of class i were taken for class j.
    """
    raise NotImplementedError("confusion: write me")


def precision_recall(y_true, y_pred):
    """How far a yes can be trusted, and how many of the true ones got a yes.

    Parameters
    ----------
    y_true : ndarray of shape (m,)
        1 for yes, 0 for no, whole or float. Left as they were.
    y_pred : ndarray of shape (m,)
        Predictions, whole or float. Left as they were.

    Returns
    -------
    precision : number
        Of the examples predicted 1, the share that is 1. 0.0 if there are none.
    recall : number
        Of the examples that are 1, the share predicted 1. 0.0 if there are none.
    """
    raise NotImplementedError("precision_recall: write me")


def f1(p, r):
    """Harmonic mean of precision and recall.

    Parameters
    ----------
    p : float
        Precision, 0 to 1: a float of Python's or of NumPy's, which divides by 0 with no
        more than a warning.
    r : float
        Recall, likewise.

    Returns
    -------
    number
        0.0 if both are 0.
    """
    raise NotImplementedError("f1: write me")


def baseline(y):
    """Accuracy of always guessing the commonest class.

    Parameters
    ----------
    y : ndarray of shape (m,)
        True classes, any numbers, whole or float. Left as they were.

    Returns
    -------
    number
        Share of the commonest class among the examples.
    """
    raise NotImplementedError("baseline: write me")


def balanced_accuracy(y_true, y_pred):
    """Mean over the classes of the share of each that was recognised.

    Parameters
    ----------
    y_true : ndarray of shape (m,)
        True classes, any numbers, whole or float. Left as they were.
    y_pred : ndarray of shape (m,)
        Predicted classes, whole or float, in the same order. Left as they were.

    Returns
    -------
    number
        Mean recall of the classes that occur in y_true. Each counts the same, however
        common it is; a class that is only predicted does not count.
    """
    raise NotImplementedError("balanced_accuracy: write me")
