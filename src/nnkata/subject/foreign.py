"""Tell what another library made: models and datasets, which no comparison goes into.

What is done with them stands in `keras_doubles`, which few katas need.
"""

import inspect
from collections.abc import Callable
from typing import Any


def is_model(value: Any) -> bool:
    parts = ("layers", "get_config", "compute_loss")
    is_instance = not isinstance(value, type) and not is_double(value)
    return is_instance and all(hasattr(value, name) for name in parts)


def is_double(value: Any) -> bool:
    """Return whether a value is a `Double`, which takes the place of a model."""
    return getattr(type(value), "is_double", False)


def is_batches(value: Any) -> bool:
    """Return whether a value is a dataset that gives its pairs batch by batch."""
    return all(hasattr(value, name) for name in ("element_spec", "as_numpy_iterator"))


def is_foreign(value: Any) -> bool:
    """Return whether a value is a model or a dataset, or has one among its parts."""
    if isinstance(value, tuple | list):
        return any(is_model(part) or is_batches(part) for part in value)
    return is_model(value) or is_batches(value)


def named_arguments(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    defaults: bool = False,
) -> dict[str, Any]:
    """Return arguments by name; by position where the function does not take them so."""
    try:
        bound = inspect.signature(function).bind(*args, **kwargs)
    except (TypeError, ValueError):
        return {f"argument {i + 1}": arg for i, arg in enumerate(args)} | kwargs
    if defaults:
        bound.apply_defaults()
    return dict(bound.arguments)
