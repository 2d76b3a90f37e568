"""nnkata: test-driven exercises from one neuron to a convolutional network.

The package's own names are those a dataset plugin needs: `Dataset`, `Split` and
`hookimpl`. They are imported when asked for, so that starting the command line
costs nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    # `python -m nnkata` runs this while the folder that one stands in is still searched
    # for modules: a stray `typing.py` must not be found.
    from typing import Any

__all__ = ["Dataset", "Split", "hookimpl"]
__version__ = "0.1.0"


def load_ipython_extension(shell: "Any") -> None:
    """`%load_ext nnkata`: the cell magic `%%kata` for notebooks."""
    from nnkata.magic import load_ipython_extension

    load_ipython_extension(shell)


def __getattr__(name: str) -> "Any":
    if name in __all__:
        from nnkata import registry

        return getattr(registry, name)
    raise AttributeError(f"module 'nnkata' has no attribute {name!r}")
