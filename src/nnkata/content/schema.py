"""Read TOML tables into dataclasses, whose fields say which keys a table has.

A field with a default is an optional key. An unknown key is refused, because a key
with a typo would otherwise be ignored.
"""

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from nnkata.errors import ContentError, unknown

T = TypeVar("T")
TYPES = {
    str: "a string",
    int: "an integer",
    float: "a number",
    bool: "true or false",
    tuple: "a list",
    Mapping: "a table",
}


def read_toml(file: Path) -> dict[str, Any]:
    """Return the content of a TOML file; `ContentError` says why it cannot be read.

    The file is read every time, and the same text is parsed once in a process.
    """
    try:
        return deepcopy(_parsed(file.read_text(encoding="utf-8-sig")))
    except FileNotFoundError:
        raise ContentError(f"{file} is missing.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{file} is not valid TOML: {error}.") from None
    except OSError as error:
        raise ContentError(f"{file} cannot be read: {error.strerror}.") from None


@lru_cache(maxsize=256)
def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def from_table(kind: type[T], table: Any, file: Path, **facts: Any) -> T:
    """Return a dataclass made of a table, and of facts that are not keys of it.

    Lists become tuples, and integers become floats where the field is one.

    Raises
    ------
    ContentError
        If a key is unknown or missing, or a value has another type than its field.
    """
    if not isinstance(table, dict):
        raise ContentError(f"{file}: expected a table, got {table!r}.")
    keys = {each.name: each for each in fields(kind) if each.name not in facts}  # type: ignore[arg-type]
    for key in table:
        if key not in keys:
            raise ContentError(f"{file}: unknown key {unknown(key, sorted(keys))}")
    for key, field in keys.items():
        if key in table:
            facts[key] = _value(table[key], field.type, key, file)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ContentError(f"{file}: the key '{key}' is missing.")
    return kind(**facts)


def _value(value: Any, kind: Any, key: str, file: Path) -> Any:
    """Return a value as the type of its field, if it has that type."""
    parts = get_args(kind)
    if is_dataclass(kind):
        return from_table(kind, value, file)  # type: ignore[arg-type]
    if get_origin(kind) is tuple and isinstance(value, list):
        named = [(f"{key}[{n}]", item) for n, item in enumerate(value)]
        return tuple(_value(item, parts[0], name, file) for name, item in named)
    if get_origin(kind) is Mapping and isinstance(value, dict):
        return {k: _value(v, parts[1], f"{key}.{k}", file) for k, v in value.items()}
    if kind is float and type(value) is int:
        return float(value)
    if kind is Any or type(value) is kind:
        return value
    expected = TYPES[get_origin(kind) or kind]
    raise ContentError(
        f"{file}: '{key}' has the wrong type: got {value!r}, expected {expected}."
    )
