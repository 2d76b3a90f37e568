"""Draw the pictures of the lessons: `python -m solutions._pictures [NAME]...`"""

import sys

import matplotlib as mpl

from . import (  # noqa: F401 (they register)
    data,
    images,
    in_keras,
    layers,
    networks,
    neurons,
    pages,
    training,
)
from .toolkit import PICTURES, draw

mpl.use("Agg")
for name in sys.argv[1:] or PICTURES:
    draw(name)
