"""The 1/m is in dlogits already, as your gradient of W shows. For b you took a mean on
top: it must be a sum."""


def _slopes(X, dZ):
    return {"W": X.T @ dZ, "b": dZ.mean(axis=0)}
