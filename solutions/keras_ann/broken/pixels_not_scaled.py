"""Trained on pixels from 0 to 255, and asked about pixels from 0 to 1."""

_scaled = train


def train(model, X, y, epochs):
    return _scaled(model, 255 * X, y, epochs)
