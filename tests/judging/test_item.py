"""What the card of a graded run says beside its error."""

from types import SimpleNamespace

import pytest

from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled
from nnkata.judging.item import SpecItem
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.subject.limits import TimeLimit
from nnkata.testing import Mismatch


@pytest.mark.parametrize(
    ("error", "within", "line"),
    [
        (Mismatch("a miss", "a goal"), True, "Within the range of the baseline runs"),
        (TimeLimit(30), False, "cut off"),
    ],
)
def test_a_run_that_ran_out_of_time_is_not_blamed_on_its_seed(error, within, line):
    kata = find(read_path(bundled().katas), "regularization")
    run = SimpleNamespace(measured={"first_loss": 2.2}, cut_off=lambda: "cut off")
    spec_item = SimpleNamespace(loader=SimpleNamespace(kata=kata), run=run)
    failed = TestVerdict("", Outcome.FAILED)
    failure = SpecItem._with_baseline(spec_item, failed, kata.goal("dropout"), error)
    (text,) = failure.card
    assert text.startswith(line)
    assert failure.within_baseline == within
