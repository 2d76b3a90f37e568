"""You saved the weights alone. The layers, the loss and the optimizer are not in that
file: save the model."""


def save(model, path):
    model.save_weights(str(path).replace(".keras", ".weights.h5"))
