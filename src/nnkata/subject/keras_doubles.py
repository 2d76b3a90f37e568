"""Models and batches as plain data, so that the calls of Keras katas can be compared.

A model is described by its configuration: layers, sizes, activations, loss and metrics.
Names of layers, random weights and the optimizer do not count. A function that takes a
model is not run on it again, for that may be a training: it is given a double, which
notes what it is asked for and answers at once.

Nothing of Keras is imported: a model is what has layers and a configuration.
"""

from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from nnkata.subject import foreign

SETTINGS = {  # what tells one layer from another, and its default
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
PREDICTING = ("predict", "predict_on_batch", "predict_step", "call")


class Configuration(tuple[str, ...]):
    """A model in lines of text: its input, its layers, its loss, its metrics."""


def plain(value: Any) -> Any:
    """Return a result as data that can be compared: models and batches described."""
    if foreign.is_model(value):
        return described(value)
    if foreign.is_batches(value):
        try:
            return batches_described(value)
        except Exception as error:  # a file that cannot be read, a shape that varies
            return {"no batches": type(error).__name__}
    if foreign.is_foreign(value):
        return tuple(map(plain, value))
    return value


def described(model: Any) -> Configuration:
    """Return a model's configuration; two ways to say the same give the same lines."""
    layers = _layers(model)
    loss, is_of_logits, metrics = _compiled(model)
    if is_of_logits:
        last = layers[-1] if layers else {}
        if last.get("kind") == "Dense" and "activation" not in last:
            # Logits, and a loss that knows it: as good as probabilities.
            last["activation"] = "softmax" if last["units"] > 1 else "sigmoid"
        else:
            loss += ", from_logits=True"
    shape = getattr(model, "input_shape", None)
    size = tuple(shape[1:]) if isinstance(shape, tuple | list) else f"({shape})"
    return Configuration([f"Input{size}", *map(_line, layers), loss, metrics])


def differences(got: tuple[str, ...], want: tuple[str, ...]) -> list[str]:
    """Return a sentence for each place where two descriptions differ, in their order."""
    sentences = []
    steps = SequenceMatcher(a=want, b=got, autojunk=False).get_opcodes()
    for change, i, j, k, n in steps:
        mine, theirs = "; ".join(got[k:n]), "; ".join(want[i:j])
        if change == "insert":
            sentences.append(f"it has {mine}, which the reference does not have")
        elif change == "delete":
            sentences.append(f"it lacks {theirs}")
        elif change == "replace":
            sentences.append(f"it has {mine}, the reference {theirs}")
    return sentences


def batches_described(batches: Any) -> dict[str, Any]:
    """Return what a pass gives, and whether the next begins in the same order."""
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
    """Takes the place of a model in a repeated call: notes, and answers at once.

    `asked` lists every method that was called, with what it was given.
    """

    is_double = True  # by which `foreign` knows it

    def __init__(self, model: Any) -> None:
        self._model = model
        self.asked: list[dict[str, Any]] = []

    def __deepcopy__(self, memo: Any) -> "Double":
        return Double(self._model)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._model, name)
        return partial(self._note, name, value) if callable(value) else value

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._note("call", type(self._model).__call__, None, *args, **kwargs)

    def _note(
        self, name: str, method: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Any:
        given = foreign.named_arguments(method, args, kwargs, defaults=True)
        self.asked.append({"asked": name, "given": _noted(given)})
        if name == "fit":
            epochs = max(1, int(given.get("epochs", 1)))
            names = ("loss", "accuracy", "val_loss", "val_accuracy")
            history = {key: [0.5] * epochs for key in names}
            return SimpleNamespace(history=history, epoch=list(range(epochs)))
        if name == "evaluate":
            values = {"loss": 0.75, "accuracy": 0.625}
            return values if given.get("return_dict") else [*values.values()]
        return self._probabilities(given) if name in PREDICTING else None

    def _probabilities(self, given: Mapping[str, Any]) -> Any:
        """Return probabilities that are always the same, a row for each example."""
        import numpy as np

        sizes = [np.shape(value)[0] for value in given.values() if np.ndim(value) > 1]
        m = sizes[0] if sizes else 8
        shares = np.random.default_rng(m).random((m, self._model.output_shape[-1]))
        if shares.shape[1] > 1:
            return shares / shares.sum(axis=1, keepdims=True)
        shares[0] = 0.25 if m == 1 else 0.5  # a sure answer, and one on the edge
        return shares


def _layers(model: Any) -> list[dict[str, Any]]:
    """Return kind and settings of each layer; an activation joins the layer before it."""
    layers: list[dict[str, Any]] = []
    for layer in model.layers:
        kind, config = type(layer).__name__, layer.get_config()
        if kind in ACTIVATIONS and layers and "activation" not in layers[-1]:
            layers[-1]["activation"] = config.get("activation", kind.lower())
        elif kind != "InputLayer":
            layers.append({"kind": kind, **_settings(config)})
    return layers


def _settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a layer that are not the usual ones."""
    settings = {}
    for key, usual in SETTINGS.items():
        value = config.get(key, usual)
        if isinstance(value, list):
            value = tuple(value)
        if isinstance(value, dict):
            value = value.get("class_name", "?")
        if key == "kernel_initializer" and value not in CONSTANTS:
            continue  # random weights, of whichever law
        if key == "strides" and value is not None:
            usual = tuple(config.get("pool_size", (1,) * len(value)))
        if value != usual:
            settings[key] = value
    return settings


def _line(layer: dict[str, Any]) -> str:
    settings = [f"{key}={value!r}" for key, value in layer.items() if key != "kind"]
    return f"{layer['kind']}({', '.join(settings)})"


def _compiled(model: Any) -> tuple[str, bool, str]:
    """Return a line for the loss, whether it takes logits, and a line for the metrics."""
    compiled = model.get_compile_config() if getattr(model, "compiled", False) else None
    if compiled is None:
        return "not compiled", False, "no metrics"
    name, config = _name_and_config(compiled.get("loss"))
    metrics = compiled.get("metrics") or []
    metrics = metrics if isinstance(metrics, list | tuple) else [metrics]
    names = [_name_and_config(metric)[0] for metric in metrics]
    return f"loss={name!r}", bool(config.get("from_logits")), f"metrics={names!r}"


def _name_and_config(entry: Any) -> tuple[str, Mapping[str, Any]]:
    """Return the name and the settings of a loss or metric, a name or serialised."""
    if not isinstance(entry, Mapping):
        return str(entry), {}
    config, name = entry.get("config"), entry.get("class_name")
    if isinstance(config, Mapping):
        return str(config.get("name", name)), config
    return str(config or name), {}


def _noted(value: Any) -> Any:
    """Return what a method was given as plain data."""
    import numpy as np

    if foreign.is_double(value):
        return "the model"
    if foreign.is_model(value):
        return described(value)
    if isinstance(value, (*PLAIN, np.ndarray, np.generic)):
        return value
    if isinstance(value, Path):
        return str(value)
    if foreign.is_batches(value):
        return {"kind": type(value).__name__, "which": id(value)}
    if isinstance(value, Mapping):
        return {str(key): _noted(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return tuple(map(_noted, value))
    if hasattr(value, "numpy"):
        return np.asarray(value)
    fields = getattr(value, "__dict__", {})
    known = {k: v for k, v in fields.items() if k[0] != "_" and isinstance(v, PLAIN)}
    return {"kind": getattr(value, "__name__", type(value).__name__), **known}
