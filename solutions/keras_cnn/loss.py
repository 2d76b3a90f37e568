"""The loss by which goals are judged: the reference's model, with the weights learned."""

from katas.keras_cnn.keras_cnn import build_mnist_model, build_model


def loss(X, Y, model):
    own = build_mnist_model() if X.shape[-1] == 1 else build_model(X.shape[1])
    own.set_weights(model.get_weights())
    return own.evaluate(X, Y, verbose=0, return_dict=True)["loss"]
