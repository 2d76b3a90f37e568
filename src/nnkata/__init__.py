"""nnkata: test-driven exercises from one neuron to a convolutional network.

The packages, each of which imports only from those below it:

cli, commands   the command line, one module a verb
watch           judge a kata at every save, on one screen
notebook        katas in Jupyter
site            the lessons as a static site
authoring       proofs of specs, goals and datasets, for their authors
grading         a class of strangers' files to marks, behind walls
plugin          what pytest loads: options, fixtures, the terminal summary
report          verdicts as text, JUnit XML, figures and one HTML page
timing          how long a subject takes beside the reference
judging         from a spec and a subject to a verdict, in a process of its own
training        graded runs: train a network, store it, compare it with baseline runs
diagnosis       which call of a failed test differs, and what explains it
data            datasets: descriptions, plugins, downloads, readers of files
subject         the file under test: load it, record its calls, limit its time
content         katas, stubs, hints, progress and the workspace that holds them
files, testing, errors

What others may import: `Dataset`, `Split` and `hookimpl` from here, and `nnkata.data`,
`nnkata.testing`, `nnkata.judging` (see docs/api.md). All else may change.
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
