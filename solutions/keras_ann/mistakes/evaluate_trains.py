"""Your evaluation calls fit, and so trains on the very examples it should only judge
by."""


def evaluate(model, X, y):
    run = model.fit(X, y, verbose=0)
    return {name: told[-1] for name, told in run.history.items()}
