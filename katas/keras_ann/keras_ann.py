"""A network with one hidden layer for handwritten digits, built and trained with Keras.

784 inputs, 64 hidden units with ReLU, 10 classes: the shape of `minibatch_training`.
Shapes: m examples, n = 784 pixels in [0, 1]. An example is a row. Labels are class
numbers from 0 to 9.
"""

import keras
import numpy as np


def build_model():
    """Return the untrained network, compiled with loss, metric and optimizer.

    Returns
    -------
    keras.Model
        Takes X (m, 784) and gives (m, 10). A Dense layer of 64 units with ReLU, then
        one of 10: either softmax probabilities, or scores without any activation and a
        loss for scores (from_logits=True). The loss is the cross-entropy, for labels as
        `train` hands them over; the metric is called "accuracy" and counts right
        classes. A new model with fresh random weights at every call; the optimizer is
        yours to choose.
    """
    raise NotImplementedError("build_model: write me")


def train(model, X, y, epochs):
    """Train in batches of 32 by `fit`, with a tenth of the examples for validation.

    Parameters
    ----------
    model : keras.Model
        As `build_model` made it, trained already or not. It goes on from its weights.
    X : ndarray of shape (m, 784)
        Pixels in [0, 1], in any order: sorted by class, for instance. Not modified.
    y : ndarray of int, shape (m,)
        Labels from 0 to 9; some classes may be missing. Not modified.
    epochs : int
        Number of passes over the training examples, 1 or more. Each epoch takes them in
        a new order.

    Returns
    -------
    dict of list
        "loss", "accuracy", "val_loss" and "val_accuracy", one float for each epoch. The
        last two are of int(m / 10) examples that are never trained on, drawn at random
        before the first epoch and kept for all of them.
    """
    raise NotImplementedError("train: write me")


def evaluate(model, X, y):
    """Return the loss and the accuracy of a model, without training it.

    Parameters
    ----------
    model : keras.Model
        As `build_model` made it. Not modified.
    X : ndarray of shape (m, 784)
        Pixels in [0, 1]. Not modified.
    y : ndarray of int, shape (m,)
        Labels from 0 to 9. Not modified.

    Returns
    -------
    dict of numbers
        "loss", the mean cross-entropy in nats, and "accuracy", the share of right
        classes.
    """
    raise NotImplementedError("evaluate: write me")


def predict(model, X):
    """Return the most probable class of each example.

    Parameters
    ----------
    model : keras.Model
        As `build_model` made it. Not modified.
    X : ndarray of shape (m, 784)
        Pixels in [0, 1]. Not modified.

    Returns
    -------
    ndarray of shape (m,)
        Class numbers from 0 to 9.
    """
    raise NotImplementedError("predict: write me")


def save(model, path):
    """Write a model to one file: its layers, weights, loss and optimizer.

    Parameters
    ----------
    model : keras.Model
        Not modified.
    path : str or Path
        Ends in ".keras", Keras' own form: a zip archive without Python code in it.
    """
    raise NotImplementedError("save: write me")


def load(path):
    """Return a saved model, ready to predict and to be trained further.

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
        If there is no such file, or it contains code, as a Lambda layer does: loading
        it would run that code.
    """
    raise NotImplementedError("load: write me")
