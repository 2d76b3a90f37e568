"""The loss by which goals are judged, a mean over the examples."""

from katas.l_layer_net.l_layer_net import cost, forward


def loss(X, y, layers):
    return cost(forward(X, layers)[0], y)
