"""Count the work that a reference gives to NumPy: the same on every machine, busy or not.

The modules of a reference see NumPy through `_Numpy`, and arrays are `Counted`: so what
`np.zeros` makes is counted like what was handed in. What cannot be counted is refused.
"""

import contextlib
import types
from dataclasses import dataclass, fields

import numpy as np


@dataclass
class Work:
    """What was done, and what it needed.

    Attributes
    ----------
    products : int
        Multiplications of matrix products.
    numbers : int
        Numbers computed, summed up or copied, outside of matrix products.
    new : int
        Numbers in arrays that were newly made.
    peak : int
        The most of these numbers that were held at one time.
    doubles : int
        Numbers in new float64 arrays; one number by itself does not count.
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
    """An array that notes what is done with it."""

    _held = None  # the work that holds it, for an array that was newly made

    def __array_ufunc__(self, ufunc, method, *inputs, out=None, **options):
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
            else:  # a sum goes through all that comes in
                work.numbers += np.size(plain[0])
        if out is not None:
            return out[0]
        return _new(result)

    def __getitem__(self, key):
        return _copied(super().__getitem__(key), self)

    def __setitem__(self, key, value):
        part = _plain(self)[key]
        super().__setitem__(key, value)
        # `x[key] += 1` puts back the very part that it took out: nothing is copied.
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
        raise NotImplementedError(f"ndarray.{name} is not counted: teach counting.py")

    return method


for _name in ("astype", "copy", "flatten", "ravel", "repeat", "reshape", "take"):
    setattr(Counted, _name, _method(_name))
for _name in ("argmax", "argmin"):
    setattr(Counted, _name, _search(_name))
for _name in ("argsort", "choose", "dot", "partition", "put", "sort", "tobytes"):
    setattr(Counted, _name, _refused(_name))

# Functions of NumPy whose work is seen: in the ufuncs that they call, or in what they
# return. The others are refused: `einsum`, say, multiplies out of sight.
SEEN = {
    *("all", "any", "arange", "argmax", "array", "asarray", "broadcast_to", "clip"),
    *(
        "concatenate",
        "dot",
        "empty",
        "empty_like",
        "expand_dims",
        "eye",
        "flip",
        "full",
    ),
    *("full_like", "max", "mean", "min", "moveaxis", "ones", "ones_like", "pad"),
    *(
        "reshape",
        "result_type",
        "sliding_window_view",
        "stack",
        "std",
        "sum",
        "swapaxes",
    ),
    *("transpose", "var", "where", "zeros", "zeros_like"),
}
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, type(np.where))


class _Numpy:
    """NumPy, as the modules of a reference see it while they are counted."""

    def __getattr__(self, name):
        return _seen(getattr(np, name))


def _seen(value):
    """Return a function of NumPy that counts; what is no function stays as it is."""
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
    return np.matmul(a, b)


def _plain(value):
    return value.view(np.ndarray) if isinstance(value, Counted) else value


def _same(a, b):
    """Return whether two arrays are the same numbers in the same place."""
    place = "__array_interface__"
    ours, others = getattr(a, place), getattr(b, place)
    return (ours["data"], a.shape, a.strides) == (others["data"], b.shape, b.strides)


def _copied(result, *sources):
    """Note what was made, unless it is a view of where it comes from."""
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
    """Return a new array that is counted until nothing holds it any more."""
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
    """Return the same with all arrays, in dicts and lists too, as `Counted`."""
    if isinstance(value, np.ndarray):
        return value.view(Counted)
    if isinstance(value, dict):
        return {name: counted(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(counted(each) for each in value)
    return value


def spy(module):
    """Let a module see NumPy through what counts."""
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
