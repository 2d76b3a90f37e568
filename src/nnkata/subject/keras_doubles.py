"""Models and batches as plain data, so that the calls of Keras katas can be compared.

A model is told by its configuration: layers, sizes, activations, loss and metrics. Names
of layers, random weights and the optimizer do not count. A function that takes a model
is not run on it again, for that may be a training: it is given a double, which notes what
it is asked for and answers at once.

Nothing of Keras is imported: a model is what has layers and a configuration.
"""

import inspect
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from types import SimpleNamespace
from typing import Any

SHOWN = {  # what tells one layer from another, and what it is where nobody says so
    "filters": None,
    "kernel_size": None,
    "units": None,
    "pool_size": (2, 2),
    "strides": None,
    "padding": "valid",
    "rate": None,
    "scale": None,
    "offset": 0.0,
    "axis": -1,
    "use_bias": True,
    "target_shape": None,
    "kernel_initializer": None,
    "activation": "linear",
}
CONSTANTS = ("Zeros", "Ones", "Constant")
ACTIVATIONS = ("Activation", "ReLU", "Softmax")
PLAIN = (str, int, float, bool, type(None))
SHARES = ("predict", "predict_on_batch", "predict_step", "call")


class Configuration(tuple[str, ...]):
    """A model in lines of text: its input, its layers, its loss, its metrics."""


def is_model(value: Any) -> bool:
    return not isinstance(value, type | Double) and all(
        hasattr(value, name) for name in ("layers", "get_config", "compute_loss")
    )


def is_batches(value: Any) -> bool:
    """Whether it is a dataset that gives its pairs batch by batch."""
    return all(hasattr(value, name) for name in ("element_spec", "as_numpy_iterator"))


def plain(value: Any) -> Any:
    """A result as data that can be compared: models and batches are described."""
    if is_model(value):
        return described(value)
    if is_batches(value):
        try:
            return batches_described(value)
        except Exception as error:  # a file that cannot be read, a shape that varies
            return {"no batches": type(error).__name__}
    if is_foreign(value):
        return tuple(map(plain, value))
    return value


def is_foreign(value: Any) -> bool:
    """Whether it is a model or a dataset, or has such among its parts."""
    if isinstance(value, tuple | list):
        return any(is_model(part) or is_batches(part) for part in value)
    return is_model(value) or is_batches(value)


def described(model: Any) -> Configuration:
    """A model's configuration. Two ways to say the same thing give the same lines."""
    layers = _layers(model)
    compiled = model.get_compile_config() if getattr(model, "compiled", False) else None
    loss, metrics = _loss(compiled), _metrics(compiled)
    if layers and loss.endswith(", from_logits=True"):
        last = layers[-1]
        if last["kind"] == "Dense" and "activation" not in last:
            # Scores, and a loss that knows it: as good as probabilities.
            last["activation"] = "softmax" if last["units"] > 1 else "sigmoid"
            loss = loss.removesuffix(", from_logits=True")
    told = [f"Input{_one_example(model)}", *map(_layer_told, layers)]
    return Configuration([*told, loss, metrics])


def differences(got: Configuration, want: Configuration) -> list[str]:
    """Which lines differ, in the order of the model."""
    told = []
    steps = SequenceMatcher(a=want, b=got, autojunk=False).get_opcodes()
    for what, i, j, k, n in steps:
        if what != "equal":
            mine, theirs = "; ".join(got[k:n]), "; ".join(want[i:j])
            if not mine:
                told.append(f"it lacks {theirs}")
            elif not theirs:
                told.append(f"it has {mine}, which the reference has not")
            else:
                told.append(f"it has {mine}, the reference {theirs}")
    return told


def batches_described(batches: Any) -> dict[str, Any]:
    """What a pass over a dataset gives, and whether the next begins in the same order."""
    import numpy as np

    pairs = [tuple(map(np.asarray, pair)) for pair in batches.as_numpy_iterator()]
    rows = [
        (round(float(x.mean()), 4), np.ravel(y).astype(float).tolist())
        for X, Y in pairs
        for x, y in zip(X, Y, strict=True)
    ]
    begun = next(iter(batches.as_numpy_iterator()), ((),))
    again = [round(float(x.mean()), 4) for x in begun[0]]
    return {
        "shapes": [X.shape for X, _ in pairs],
        "lowest": round(min((float(X.min()) for X, _ in pairs), default=0.0), 4),
        "highest": round(max((float(X.max()) for X, _ in pairs), default=0.0), 4),
        "pictures": sorted(rows),
        "order kept": [mean for mean, _ in rows[: len(again)]] == again,
    }


class Double:
    """Stands in for a model in a call that is made again: notes, and answers at once."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._asked: list[Any] = []

    def __deepcopy__(self, memo: Any) -> "Double":
        return Double(self._model)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._model, name)
        return self._noting(name, value) if callable(value) else value

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._noting("call", type(self._model).__call__)(None, *args, **kwargs)

    @property
    def asked(self) -> tuple[Any, ...]:
        """Every method that was called, with what it was given."""
        return tuple(self._asked)

    def _noting(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **kwargs: Any) -> Any:
            given = _bound(method, args, kwargs)
            self._asked.append({"asked": name, "given": _noted(given)})
            return self._answer(name, given)

        return noted

    def _answer(self, name: str, given: Mapping[str, Any]) -> Any:
        if name == "fit":
            epochs = max(1, int(given.get("epochs", 1)))
            names = ("loss", "accuracy", "val_loss", "val_accuracy")
            history = {key: [0.5] * epochs for key in names}
            return SimpleNamespace(history=history, epoch=list(range(epochs)))
        if name == "evaluate":
            found = {"loss": 0.75, "accuracy": 0.625}
            return found if given.get("return_dict") else [*found.values()]
        if name in SHARES:
            return self._shares(given)
        return None

    def _shares(self, given: Mapping[str, Any]) -> Any:
        """Probabilities that are always the same, one row for each example."""
        import numpy as np

        sizes = [np.shape(value)[0] for value in given.values() if np.ndim(value) > 1]
        m = sizes[0] if sizes else 8
        rng = np.random.default_rng(m)
        shares = rng.random((m, self._model.output_shape[-1]))
        if shares.shape[1] > 1:
            return shares / shares.sum(axis=1, keepdims=True)
        shares[0] = 0.25 if m == 1 else 0.5  # a sure answer, and one on the edge
        return shares


def _layers(model: Any) -> list[dict[str, Any]]:
    """Kind and settings of each layer; an activation joins the layer before it."""
    found: list[dict[str, Any]] = []
    for layer in model.layers:
        kind, config = type(layer).__name__, layer.get_config()
        if kind == "InputLayer":
            continue
        if kind in ACTIVATIONS and found and "activation" not in found[-1]:
            found[-1]["activation"] = config.get("activation", kind.lower())
            continue
        facts: dict[str, Any] = {"kind": kind}
        for key, usual in SHOWN.items():
            value = config.get(key, usual)
            if isinstance(value, list):
                value = tuple(value)
            if isinstance(value, dict):
                value = value.get("class_name", "?")
            if key == "kernel_initializer" and value not in CONSTANTS:
                continue  # random weights, of whichever law
            if value != usual and not _is_usual(key, value, config):
                facts[key] = value
        found.append(facts)
    return found


def _is_usual(key: str, value: Any, config: Mapping[str, Any]) -> bool:
    if key != "strides":
        return False
    size = config.get("pool_size", (1,) * len(tuple(value)))
    return tuple(value) == tuple(size)


def _layer_told(facts: dict[str, Any]) -> str:
    settings = [f"{key}={value!r}" for key, value in facts.items() if key != "kind"]
    return f"{facts['kind']}({', '.join(settings)})"


def _one_example(model: Any) -> Any:
    shape = getattr(model, "input_shape", None)
    return tuple(shape[1:]) if isinstance(shape, tuple | list) else f"({shape})"


def _loss(compiled: Any) -> str:
    if compiled is None:
        return "not compiled"
    loss = compiled.get("loss")
    name, config = _name_and_config(loss)
    return f"loss={name!r}" + (
        ", from_logits=True" if config.get("from_logits") else ""
    )


def _metrics(compiled: Any) -> str:
    if compiled is None:
        return "no metrics"
    metrics = compiled.get("metrics") or []
    metrics = metrics if isinstance(metrics, list | tuple) else [metrics]
    return f"metrics={[_name_and_config(metric)[0] for metric in metrics]!r}"


def _name_and_config(entry: Any) -> tuple[str, Mapping[str, Any]]:
    """What a loss or metric is called, said by its name or serialised."""
    if isinstance(entry, Mapping):
        config = entry.get("config")
        if isinstance(config, Mapping):
            return str(config.get("name", entry.get("class_name"))), config
        return str(config or entry.get("class_name")), {}
    return str(entry), {}


def _bound(
    method: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> dict[str, Any]:
    """Arguments by their names, those that were not given too."""
    try:
        bound = inspect.signature(method).bind(*args, **kwargs)
        bound.apply_defaults()
        return dict(bound.arguments)
    except (TypeError, ValueError):
        return {**{str(i): value for i, value in enumerate(args)}, **kwargs}


def _noted(value: Any) -> Any:
    """What a method was given, as plain data."""
    import numpy as np

    if isinstance(value, Double):
        return "the model"
    if is_model(value):
        return described(value)
    if isinstance(value, (*PLAIN, np.ndarray, np.generic)):
        return value
    if isinstance(value, Path):
        return str(value)
    if is_batches(value):
        return {"kind": type(value).__name__, "which": id(value)}
    if isinstance(value, Mapping):
        return {str(key): _noted(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [{"part": _noted(part)} for part in value]
    if hasattr(value, "numpy"):
        return np.asarray(value)
    facts = getattr(value, "__dict__", {})
    known = {k: v for k, v in facts.items() if k[0] != "_" and isinstance(v, PLAIN)}
    return {"kind": getattr(value, "__name__", type(value).__name__), **known}
