"""Values as lines of Python that make them again, to the last bit.

Small arrays are written out; larger ones are put aside, to be saved beside the text. A
random generator is written by its seed or its state, a function of a spec by its source.
"""

import ast
import inspect
import math
import textwrap
from collections.abc import Collection, Iterator
from keyword import iskeyword
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from nnkata.subject.recording import same_data

INLINE = 24  # values of an array that are written out
SEEDS = 100  # tried before a generator's state is written
WIDTH = 78
SAVED = "saved"  # stands for what was put aside
TAKEN = {"np", "pdb", "expected", "yours", SAVED}
PLAIN = bool | int | float | complex | str | bytes | None


class Unwritable(Exception):
    """A value that no few lines of Python make; the message names it."""


class Writer:
    """Writes assignments, each value under a name of its own.

    Parameters
    ----------
    taken : collection of str
        Names that are used already.

    Attributes
    ----------
    lines : list of str
        The assignments so far.
    arrays : dict of str to ndarray
        What was put aside, by the name under which the lines look for it.
    """

    def __init__(self, taken: Collection[str] = ()) -> None:
        self.lines: list[str] = []
        self.arrays: dict[str, Any] = {}
        # By the names that stand for them.
        self._values: dict[str, Any] = dict.fromkeys(taken, self)

    def assign(self, name: str, value: Any) -> str:
        """Write a value, and return the name that it has got: near the wished one."""
        name = usable(name)
        while name in self._values and not _same(self._values[name], value):
            name += "_"
        if name not in self._values:
            self._values[name] = value
            text = self.text(value, name)
            if text != name:
                self.add(f"{name} = {text}")
        return name

    def add(self, line: str) -> None:
        """Write a line of Python, on several where it is long."""
        self.lines += folded(line)

    def text(self, value: Any, name: str) -> str:
        """Return an expression for a value; what it needs is written under its name."""
        if isinstance(value, np.ndarray):
            return self._array(value, name)
        if isinstance(value, np.generic):
            return f"np.{type(value).__name__}({plain_text(value.item())})"
        if isinstance(value, np.random.Generator):
            return self._generator(value, name)
        if isinstance(value, dict):
            parts = [f"{k!r}: {self.text(v, f'{name}_{k}')}" for k, v in value.items()]
            return f"{{{', '.join(parts)}}}"
        if isinstance(value, list | tuple):
            parts = [self.text(part, f"{name}_{i}") for i, part in enumerate(value)]
            inner = ", ".join(parts) + "," * (len(parts) == 1)
            return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
        if isinstance(value, PLAIN):
            return plain_text(value)
        return self._code(value, name)

    def _array(self, array: Any, name: str) -> str:
        if array.dtype.hasobject:
            raise Unwritable(f"{name} is an array of objects")
        if array.size > INLINE:
            self.arrays[name] = array
            return f"{SAVED}[{name!r}]"
        kind = array.dtype.name if array.dtype.isnative else array.dtype.str
        if array.dtype.kind in "US":
            kind = array.dtype.str
        options = "" if kind == "float64" else f', dtype="{kind}"'
        if array.size == 0:
            return f"np.empty({array.shape}{options})"
        if array.flags.f_contiguous and not array.flags.c_contiguous:
            options += ', order="F"'
        return f"np.array({plain_text(array.tolist())}{options})"

    def _generator(self, rng: np.random.Generator, name: str) -> str:
        state = rng.bit_generator.state
        for seed in range(SEEDS):
            if repr(np.random.default_rng(seed).bit_generator.state) == repr(state):
                return f"np.random.default_rng({seed})"
        kind = type(rng.bit_generator).__name__
        self.add(f"{name} = np.random.Generator(np.random.{kind}())")
        self.add(f"{name}.bit_generator.state = {self.text(state, f'{name}_state')}")
        return name

    def _code(self, value: Any, name: str) -> str:
        """Return the name of a module or of a function, after the lines that make it."""
        if isinstance(value, ModuleType):
            self.add(f"import {value.__name__} as {name}")
            return name
        known = getattr(value, "__name__", "")
        if getattr(np, known, None) is value:
            return f"np.{known}"
        own = inspect.unwrap(value) if callable(value) else value
        if not isinstance(own, FunctionType):
            raise Unwritable(f"{name} is a {type(value).__name__}")
        if own.__module__.startswith("katas."):
            self.add(f"from {own.__module__} import {known}")
            return known
        return self._function(own, known)

    def _function(self, function: FunctionType, known: str) -> str:
        self._values.setdefault(known, function)  # it may call itself
        for used, value in _used(function):
            if value is not np and self.assign(used, value) != used:
                raise Unwritable(f"{known} uses another {used}")
        source = source_of(function)
        if known == "<lambda>":
            return source
        self.lines += ["", *source.splitlines(), ""]
        return known


def usable(name: str) -> str:
    """Return a name that may be assigned to."""
    name = "".join(c if c.isalnum() else "_" for c in name)
    return f"{name}_" if iskeyword(name) or name in TAKEN else name


def folded(line: str) -> list[str]:
    """Return a line of Python on as many as it takes; whole where it cannot be folded."""
    options: Any = {"break_long_words": False, "break_on_hyphens": False}
    lines = textwrap.wrap(line, WIDTH, subsequent_indent="    ", **options)
    try:
        is_same = ast.dump(ast.parse("\n".join(lines))) == ast.dump(ast.parse(line))
    except SyntaxError:
        return [line]
    return lines if is_same else [line]


def plain_text(value: Any) -> str:
    """Return numbers and strings, or lists of them, as text; nan and inf by NumPy's name."""
    if isinstance(value, list):
        return f"[{', '.join(map(plain_text, value))}]"
    if isinstance(value, float) and not math.isfinite(value):
        return "np.nan" if math.isnan(value) else "np.inf" if value > 0 else "-np.inf"
    if isinstance(value, complex):
        return f"complex({plain_text(value.real)}, {plain_text(value.imag)})"
    return repr(value)


def source_of(function: FunctionType) -> str:
    """Return the text of a function: a `def` with its lines, or a lambda's expression."""
    code, problem = function.__code__, f"{function.__name__} has no known source"
    try:
        text = Path(code.co_filename).read_text(encoding="utf-8")
        nodes = list(ast.walk(ast.parse(text)))
    except (OSError, SyntaxError, ValueError):
        raise Unwritable(problem) from None
    made_of = [node for node in nodes if _is_made_of(code, node)]
    if not made_of:
        raise Unwritable(problem)
    # The innermost one comes last.
    source = ast.get_source_segment(text, made_of[-1], padded=True) or ""
    return textwrap.dedent(source)


def _is_made_of(code: CodeType, node: ast.AST) -> bool:
    """Return whether a function's code was compiled from a node."""
    if isinstance(node, ast.FunctionDef):
        return (node.name, node.lineno) == (code.co_name, code.co_firstlineno)
    if not isinstance(node, ast.Lambda) or node.lineno != code.co_firstlineno:
        return False
    begin = node.body.lineno, node.body.col_offset
    end = node.body.end_lineno, node.body.end_col_offset
    places = [place for place in code.co_positions() if place[3]]
    return any(begin <= place[::2] and place[1::2] <= end for place in places)


def _used(function: FunctionType) -> Iterator[tuple[str, Any]]:
    """Yield what a function uses from outside of itself, by name."""
    yield from inspect.getclosurevars(function).nonlocals.items()
    for name in dict.fromkeys(_names(function.__code__)):
        if name in function.__globals__ and name.isidentifier():
            yield name, function.__globals__[name]


def _names(code: CodeType) -> list[str]:
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return [*code.co_names, *(name for part in inner for name in _names(part))]


def _same(a: Any, b: Any) -> bool:
    return a is b or (repr(a) == repr(b) and same_data(a, b))
