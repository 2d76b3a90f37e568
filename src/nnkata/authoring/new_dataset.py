"""Write a dataset plugin to start from, which works and says what to replace."""

import re
from pathlib import Path

from nnkata.data.registry import Registry
from nnkata.errors import PluginError
from nnkata.files import write_text

TEMPLATE = '''\
"""{name}: replace these points by data of your own.

`nnkata dev check {file}` proves that the description is complete, and that
what loads keeps its word.
"""

# Import NumPy and the like inside functions: listing the datasets must stay quick.
from nnkata import Dataset, hookimpl


@hookimpl
def nnkata_datasets():
    return [
        Dataset(
            name="{name}",
            summary="300 points on both sides of a line: 240 and 60",  # what, how many
            load=load,
            kind="table",  # or "pictures": uint8, (m, h, w) or (m, h, w, 3)
            classes=("left", "right"),  # what the labels 0, 1, ... mean
            shape=(2,),  # of one example
            counts=(240, 60),  # to learn from, to test
            licence="CC0-1.0",  # the terms of the data
            source="made by {name}.py",  # where they come from, and whom to thank
            availability="generated",  # or "bundled", "download", "user"
            base_rate=0.5,  # share of the commonest class: what guessing reaches
            # checksum="...",  # SHA-256, where it is one fixed file
            # missing=missing,  # returns "" when the data are here, else how to get them
            # fetch=fetch,  # downloads them, if they can be
        )
    ]


def load(seed):
    """Return both parts; the seed alone decides the split, stratified by class."""
    import numpy as np

    from nnkata.data import stratified

    rng = np.random.default_rng(seed)
    y = np.arange(300) % 2
    X = rng.normal(size=(300, 2))
    X[:, 0] = np.abs(X[:, 0]) * np.where(y == 1, 1.0, -1.0)
    return stratified(X, y, 0.2, seed)
'''


def write_plugin(name: str, datasets: Path, registry: Registry) -> Path:
    """Write `datasets/NAME.py`.

    Raises
    ------
    PluginError
        If the name is no word, is a dataset's already, or the file is there.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise PluginError(
            f"'{name}' cannot be a dataset's name: expected a-z, 0-9 and _, a letter first."
        )
    file = datasets / f"{name}.py"
    if file.exists():
        raise PluginError(f"{file} is there already. Choose another name.")
    if name in registry.names():
        raise PluginError(
            f"{registry.plugin_of(name)} offers a dataset '{name}' already."
            " Choose another name."
        )
    shown = f"{datasets.name}/{file.name}"
    write_text(file, TEMPLATE.format(name=name, file=shown))
    return file
