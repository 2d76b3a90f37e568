"""You compile the model again after loading it. It came with its loss and its optimizer,
and what that remembers of earlier steps is lost."""


def load(path):
    model = keras.saving.load_model(path, compile=False)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
