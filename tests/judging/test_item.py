"""What the card of a graded run says beside its error."""

from types import SimpleNamespace

import pytest

from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled
from nnkata.judging.item import SpecItem
from nnkata.subject.limits import TimeLimit
from nnkata.testing import Mismatch
from nnkata.training.calibration import UNLUCKY


@pytest.mark.parametrize(
    ("error", "lines"),
    [(Mismatch("a bar", "a bar"), (UNLUCKY,)), (TimeLimit(30), ("cut off",))],
)
def test_a_run_that_ran_out_of_time_is_not_blamed_on_its_seed(error, lines):
    kata = find(read_path(bundled().katas), "regularization")
    run = SimpleNamespace(measured={"first_loss": 2.2}, cut_off=lambda: "cut off")
    spec_item = SimpleNamespace(loader=SimpleNamespace(kata=kata), run=run)
    assert SpecItem._missed(spec_item, kata.goal("dropout"), error) == lines
