"""Count the work that a reference gives to NumPy: the same on every machine, busy or not.

The modules of a reference get `_Numpy` in place of NumPy, and `Counted` arrays: the result
of `np.zeros` is counted like the arguments. What cannot be counted raises.
"""

import contextlib
import types
from dataclasses import dataclass, fields

import numpy as np

UNCOUNTED = "the work of {} is not counted: extend tests/counting.py"


@dataclass
class Work:
    """Counted work and memory.

    Attributes
    ----------
    products : int
        Multiplications of matrix products.
    numbers : int
        Numbers computed, summed up or copied, outside of matrix products.
    new : int
        Numbers in new arrays.
    peak : int
        The most of these numbers that were held at the same time.
    doubles : int
        Numbers in new float64 arrays; single numbers do not count.
    calls : int
        Calls of ufuncs.
    """

    products: int = 0
    numbers: int = 0
    new: int = 0
    peak: int = 0
    doubles: int = 0
    calls: int = 0
    held: int = 0

    def as_dict(self):
        return {each.name: getattr(self, each.name) for each in fields(self)[:-1]}


class _Meter:
    work = None  # where work is counted, while it is


class Counted(np.ndarray):
    """An array that counts what is done with it."""

    _held = None  # where it is counted as held, if it is a new array and no view

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **options):
        if ufunc.signature and ufunc is not np.matmul:
            raise NotImplementedError(UNCOUNTED.format(f"np.{ufunc.__name__}"))
        plain = [_plain(value) for value in inputs]
        if out is not None:
            options["out"] = tuple(_plain(value) for value in out)
        result = getattr(ufunc, method)(*plain, **options)
        if (work := _Meter.work) is not None:
            work.calls += 1
            if ufunc is np.matmul:
                work.products += result.size * plain[0].shape[-1]
            elif method == "__call__":
                work.numbers += np.size(result)
            else:  # a sum reads all of its input
                work.numbers += np.size(plain[0])
        if out is not None:
            return out[0]
        return _new(result)

    def __getitem__(self, key):
        return _copied(super().__getitem__(key), self)

    def __setitem__(self, key, value):
        part = _plain(self)[key]
        super().__setitem__(key, value)
        # `x[key] += 1` assigns a view to itself: NumPy copies nothing.
        if not (isinstance(value, Counted) and _same(value, _plain(self)[key])):
            _wrote(np.size(part))

    def __del__(self):
        if self._held is not None:
            self._held.held -= self.size


def _method(name):
    original = getattr(np.ndarray, name)

    def method(self, *arguments, **options):
        return _copied(original(self, *arguments, **options), self)

    return method


def _search(name):
    original = getattr(np.ndarray, name)

    def method(self, *arguments, **options):
        _wrote(self.size)
        return original(self, *arguments, **options)

    return method


def _refused(name):
    def method(self, *arguments, **options):
        raise NotImplementedError(UNCOUNTED.format(f"ndarray.{name}"))

    return method


for _name in ("astype", "copy", "flatten", "ravel", "repeat", "reshape", "take"):
    setattr(Counted, _name, _method(_name))
for _name in ("argmax", "argmin"):
    setattr(Counted, _name, _search(_name))
for _name in ("argsort", "choose", "dot", "partition", "put", "sort", "tobytes"):
    setattr(Counted, _name, _refused(_name))

# Functions of NumPy whose work shows in the ufuncs that they call, or in their results.
# The others raise: `einsum`, for example, multiplies without a ufunc.
SEEN = {
    *("all", "any", "arange", "argmax", "array", "asarray", "broadcast_to", "clip"),
    *("concatenate", "copy", "dot", "empty", "empty_like", "expand_dims", "eye"),
    *("flip", "full", "full_like", "max", "mean", "min", "moveaxis", "ones"),
    *("ones_like", "pad", "require", "reshape", "result_type", "sliding_window_view"),
    *(
        "stack",
        "std",
        "sum",
        "swapaxes",
        "transpose",
        "var",
        "where",
        "zeros",
        "zeros_like",
    ),
}
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, type(np.where))


class _Numpy:
    """NumPy with functions that count."""

    def __getattr__(self, name):
        return _seen(getattr(np, name))


def _seen(value):
    """Return a function of NumPy so that it counts; other values as they are."""
    if isinstance(value, types.ModuleType) and value is not np.random:
        raise NotImplementedError(UNCOUNTED.format(value.__name__))
    if not isinstance(value, FUNCTIONS):
        return value
    if value is np.dot:
        return _product
    if value.__name__ not in SEEN:
        raise NotImplementedError(
            f"np.{value.__name__} is not counted: teach counting.py"
        )

    def function(*arguments, **options):
        return _copied(value(*arguments, **options), *arguments)

    return function


def _product(a, b):
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return a * b
    if np.ndim(a) > 2 or np.ndim(b) > 2:
        raise NotImplementedError(UNCOUNTED.format("np.dot of more than two axes"))
    return np.matmul(a, b)


def _plain(value):
    return value.view(np.ndarray) if isinstance(value, Counted) else value


def _same(a, b):
    """Return whether two arrays are the same numbers in the same place."""
    place = "__array_interface__"
    ours, others = getattr(a, place), getattr(b, place)
    return (ours["data"], a.shape, a.strides) == (others["data"], b.shape, b.strides)


def _copied(result, *sources):
    """Count a result, unless it is a view of one of its sources."""
    if not isinstance(result, np.ndarray) or (
        isinstance(result, Counted) and result._held is not None
    ):
        return result
    arrays = [_plain(each) for each in sources if isinstance(each, np.ndarray)]
    if any(np.may_share_memory(_plain(result), each) for each in arrays):
        return result if isinstance(result, Counted) else result.view(Counted)
    _wrote(result.size)
    return _new(_plain(result))


def _wrote(size):
    if _Meter.work is not None:
        _Meter.work.numbers += size


def _new(result):
    """Return a new array, counted as held until it is released."""
    if not isinstance(result, np.ndarray):
        return result
    counted, work = result.view(Counted), _Meter.work
    if work is not None:
        work.new += counted.size
        work.held += counted.size
        work.peak = max(work.peak, work.held)
        if counted.dtype == np.float64 and counted.size > 1:
            work.doubles += counted.size
        counted._held = work
    return counted


def counted(value):
    """Return a value with every array in it, dicts and lists included, as `Counted`."""
    if isinstance(value, np.ndarray):
        return value.view(Counted)
    if isinstance(value, dict):
        return {name: counted(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(counted(each) for each in value)
    return value


def instrument(module):
    """Replace NumPy and its functions in a module by those that count."""
    for name, value in [*vars(module).items()]:
        if value is np:
            setattr(module, name, _Numpy())
        elif str(getattr(value, "__module__", "")).startswith("numpy"):
            setattr(module, name, _seen(value))


@contextlib.contextmanager
def counting():
    """Count in the block what is done with counted arrays."""
    _Meter.work = work = Work()
    try:
        yield work
    finally:
        _Meter.work = None
