"""Convolutional networks in Keras: cats or dogs from folders of photos, and digits.

Shapes: m pictures of size x size pixels and 3 channels, in [0, 1]. Of two folders the
first by name is class 0: "cats" comes before "dogs", so 1 means a dog.
"""

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from katas.keras_ann.keras_ann import load as load

FORMS = {".bmp", ".gif", ".jpeg", ".jpg", ".png"}


def build_model(size=256):
    """Return the untrained network for cats and dogs, compiled.

    Parameters
    ----------
    size : int
        Rows and columns of a picture, at least 24.

    Returns
    -------
    keras.Model
        Takes X (m, size, size, 3) in [0, 1] and gives (m, 1), the probability of class
        1. In order: convolution of 32 kernels 3x3, pool, 64 kernels 1x1, pool, 128
        kernels 3x3, pool, flatten, dense 64, dropout of one half, one sigmoid unit. ReLU
        after the convolutions and the dense 64; no padding, stride 1; pools take the
        largest of 2x2. Binary cross-entropy; the metric is called "accuracy".
    """
    raise NotImplementedError("build_model: write me")


def build_mnist_model():
    """Return the untrained network for digits, compiled: the shape of `cnn`.

    Returns
    -------
    keras.Model
        Takes X (m, 28, 28, 1) in [0, 1] and gives (m, 10). In order: convolution of 8
        kernels 3x3, pool, 16 kernels 3x3, pool, flatten, dense 10. ReLU after the
        convolutions; no padding, stride 1; pools take the largest of 2x2. The output is
        either softmax probabilities, or scores and a loss for scores
        (from_logits=True). The loss is the cross-entropy for class numbers; the metric
        is called "accuracy".
    """
    raise NotImplementedError("build_mnist_model: write me")


def load_folder(path, size, batch, validation):
    """Return two datasets that read pictures from class folders in batches.

    Parameters
    ----------
    path : str or Path
        A folder with a folder of pictures for each of the two classes. Pictures may be
        of any size, colour or grey; they are stretched to the size asked for.
    size : int
        Rows and columns of a picture.
    batch : int
        Pictures in a batch; the last batch may be smaller.
    validation : float
        Share of the pictures that is kept for validation, between 0 and 1. They are
        int(share * number) pictures, drawn at random from both classes.

    Returns
    -------
    training : tf.data.Dataset of pairs (X, y)
        X (n, size, size, 3) is float32 in [0, 1], y (n,) or (n, 1) holds 0 or 1, the place
        of the folder's name in order. Each pass shuffles anew.
    validation : tf.data.Dataset of pairs (X, y)
        The other pictures, prepared in the same way. Every pass has the same order.

    Raises
    ------
    ValueError
        If there are not exactly two folders with pictures, or a picture cannot be read:
        the message names it.
    """
    raise NotImplementedError("load_folder: write me")


def train(model, training, validation, epochs):
    """Train by `fit` until the validation loss stops falling.

    Parameters
    ----------
    model : keras.Model
        Any compiled model. It goes on from its weights, and ends with those of the epoch
        that had the lowest validation loss.
    training : tf.data.Dataset of pairs (X, y)
        Batches to train on.
    validation : tf.data.Dataset of pairs (X, y)
        Batches that are never trained on.
    epochs : int
        Passes over the training batches at most. It stops early once the validation
        loss has not been lower than its lowest for 3 epochs in a row.

    Returns
    -------
    dict of list
        "loss", "accuracy", "val_loss" and "val_accuracy", one float for each epoch.
    """
    raise NotImplementedError("train: write me")


def predict(model, X):
    """Return the class of each picture: the likelier of two, or the likeliest of ten.

    Parameters
    ----------
    model : keras.Model
        As `build_model` or `build_mnist_model` made it. Not modified.
    X : ndarray of shape (m, h, w, c)
        Pictures in [0, 1]. Not modified.

    Returns
    -------
    ndarray of shape (m,)
        With one output 1 where the probability is at least 0.5, else 0; with ten the
        number of the largest.
    """
    raise NotImplementedError("predict: write me")


def predict_picture(model, path):
    """Return whether a picture file shows a cat or a dog, with the probability.

    Parameters
    ----------
    model : keras.Model
        As `build_model` made it, of any size. Not modified.
    path : str or Path
        A picture of any size, colour or grey. It is prepared as `load_folder` does.

    Returns
    -------
    answer : str
        "dog" where p is at least 0.5, else "cat".
    p : number
        The probability of a dog.
    """
    raise NotImplementedError("predict_picture: write me")
