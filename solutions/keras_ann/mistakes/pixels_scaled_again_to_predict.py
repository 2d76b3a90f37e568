"""You divide by 255 before you ask the network, and it was trained on pixels in [0, 1]:
those come in here already."""


def predict(model, X):
    return model.predict(X / 255, verbose=0).argmax(axis=1)
