"""nnkata: test-driven exercises from one neuron to a convolutional network.

The package's own names are those a dataset plugin needs: `Dataset`, `Split` and
`hookimpl`. They are imported when asked for, so that starting the command line
costs nothing.
"""

from nnkata.version import __version__ as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    # `python -m nnkata` runs this while the folder that one stands in is still searched
    # for modules: a stray `typing.py` must not be found.
    from typing import Any

__all__ = ["Dataset", "Split", "hookimpl"]


def load_ipython_extension(shell: "Any") -> None:
    """`%load_ext nnkata`: the cell magic `%%kata` for notebooks."""
    from nnkata.notebook.magic import load_ipython_extension

    load_ipython_extension(shell)


def __getattr__(name: str) -> "Any":
    if name in __all__:
        from nnkata.data import dataset, spec

        return getattr(spec if name == "hookimpl" else dataset, name)
    raise AttributeError(f"module 'nnkata' has no attribute {name!r}")
