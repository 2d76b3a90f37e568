"""What the process that grades may ask for, while it computes with a stranger's values."""

import sys

import numpy as np
import pytest

from nnkata.grading import memory
from nnkata.grading.memory import limited_memory

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux has the limit")


def limits():
    import resource

    return resource.getrlimit(resource.RLIMIT_DATA)


def test_a_matrix_of_gigabytes_is_refused_and_all_else_goes_on(monkeypatch):
    monkeypatch.setattr(memory, "MOST", 64 << 20)
    column, before = np.zeros((8192, 1)), limits()
    with limited_memory():
        with pytest.raises(MemoryError):
            column @ column.T
        assert (column + column).shape == column.shape
    assert limits() == before
    assert (column @ column.T).nbytes == 512 << 20
