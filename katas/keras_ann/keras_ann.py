"""A network with one hidden layer for handwritten digits, built and trained with Keras.

784 inputs, 64 hidden units with ReLU, 10 classes: the shape of `minibatch_training`.
Shapes: m examples, n = 784 pixels in [0, 1]. An example is a row. Labels are class
numbers from 0 to 9.
"""

import keras
import numpy as np


def build_model():
    """The untrained network, compiled: with loss, metric and optimizer.

    Returns
    -------
    keras.Model
        Takes X (m, 784) and gives (m, 10). A Dense layer of 64 units with ReLU, then
        one of 10: either softmax probabilities, or scores without any activation and a
        loss that was told so (from_logits=True). The loss is the cross-entropy, for
        labels as `train` hands them over; the metric is called "accuracy" and counts
        right classes. A new model with fresh random weights at every call; the
        optimizer is yours to choose.
    """
    raise NotImplementedError("build_model: write me")


def train(model, X, y, epochs):
    """Train in batches of 32 by `fit`, and watch a tenth of the examples.

    Parameters
    ----------
    model : keras.Model
        As `build_model` made it, trained already or not. It goes on from its weights.
    X : ndarray of shape (m, 784)
        Pixels in [0, 1], in any order: sorted by class, for instance. Left as they were.
    y : ndarray of int, shape (m,)
        Labels from 0 to 9; some classes may be missing. Left as they were.
    epochs : int
        How often every example that is trained on is used, 1 or more. Each epoch takes
        them in a new order.

    Returns
    -------
    dict of list
        "loss", "accuracy", "val_loss" and "val_accuracy", one float for each epoch. The
        last two are of int(m / 10) examples that are never trained on, drawn at random
        before the first epoch and kept for all of them.
    """
    raise NotImplementedError("train: write me")


def evaluate(model, X, y):
    """The loss and the accuracy of a model as it is. Nothing is trained.

    Parameters
    ----------
    model : keras.Model
        As `build_model` made it. Left as it was.
    X : ndarray of shape (m, 784)
        Pixels in [0, 1]. Left as they were.
    y : ndarray of int, shape (m,)
        Labels from 0 to 9. Left as they were.

    Returns
    -------
    dict of numbers
        "loss", the mean cross-entropy in nats, and "accuracy", the share of right
        classes.
    """
    raise NotImplementedError("evaluate: write me")


def predict(model, X):
    """The most probable class of each example.

    Parameters
    ----------
    model : keras.Model
        As `build_model` made it. Left as it was.
    X : ndarray of shape (m, 784)
        Pixels in [0, 1]. Left as they were.

    Returns
    -------
    ndarray of shape (m,)
        Class numbers from 0 to 9.
    """
    raise NotImplementedError("predict: write me")


def save(model, path):
    """Write a model into one file: its layers, weights, loss and optimizer.

    Parameters
    ----------
    model : keras.Model
        Left as it was.
    path : str or Path
        Ends in ".keras", Keras' own form: a zip archive without Python code in it.
    """
    raise NotImplementedError("save: write me")


def load(path):
    """Read a model that was saved, ready to predict and to be trained further.

    Parameters
    ----------
    path : str or Path
        A ".keras" file.

    Returns
    -------
    keras.Model
        Compiled, with the same weights.

    Raises
    ------
    ValueError
        If there is no such file, or it carries code of its own, as a Lambda layer
        does: who loads that runs it.
    """
    raise NotImplementedError("load: write me")
