"""What a worker tells of its file: its names, signatures, and values that stay there."""

from inspect import Parameter, Signature
from typing import Any, NoReturn

from nnkata.subject.sandbox.rebuilt import is_name
from nnkata.subject.sandbox.wire import PLAIN, WireError

MOST_NAMES = 1000  # of a file


class Handle:
    """Something that stays in the worker: it can be handed back, and nothing else."""

    def __init__(self, number: int, dropped: list[int]) -> None:
        self._number, self._dropped = number, dropped

    def __deepcopy__(self, memo: Any) -> "Handle":
        return self

    def __del__(self) -> None:
        self._dropped.append(self._number)

    def _refuse(self, *_: Any) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} of your file has no value for the spec"
        )

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __bool__ = __array__ = __call__ = __float__ = __int__ = __len__ = __iter__ = _refuse
    __hash__ = object.__hash__


def public_names(names: Any) -> dict[str, Any]:
    """Return the names that a worker has told, but for those that no file has."""
    if type(names) is not dict:
        raise WireError("expected the names of a file")
    return {
        n: v for n, v in [*names.items()][:MOST_NAMES] if is_name(n) and n[0] != "_"
    }


def signature_of(parameters: Any) -> Signature | None:
    """Return the signature that a worker has told, None if it is none."""
    kinds: list[Any] = [Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD]
    kinds += [Parameter.VAR_POSITIONAL, Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD]
    if parameters is None:
        return None
    try:
        return Signature(
            [
                Parameter(
                    name,
                    kinds[kind],
                    default=default if has_default else Parameter.empty,
                )
                for name, kind, has_default, default in parameters
                if is_name(name) and type(default) in PLAIN
            ]
        )
    except (TypeError, ValueError, IndexError):
        return None
