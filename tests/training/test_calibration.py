"""What a missed goal means, by the calibration that stands beside it."""

from dataclasses import replace
from shutil import copyfile, copytree

import pytest

from nnkata.authoring.calibrate import calibrate, pooled, write_calibrations
from nnkata.cli import main
from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled
from nnkata.data.registry import read_registry
from nnkata.errors import ContentError
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.training.calibration import (
    Calibration,
    calibration_problems,
    compare_with_baseline,
    fingerprint,
    misses,
    outside,
    read_calibrations,
)

BASELINE = Calibration(
    fingerprint="0123",
    seconds=0.1,
    base_rate=0.9,
    measured={"accuracy": [0.98, 0.99, 0.985], "last_loss": [0.03, 0.02, 0.025]},
    epochs=[0, 1],
    lowest=[0.7, 0.02],
    highest=[0.7, 0.03],
)


@pytest.fixture
def detector(tmp_path):
    """zero_detector's facts with a folder of its own for the calibration."""
    kata = find(read_path(bundled().katas), "zero_detector")
    goal = replace(
        kata.goal("mnist"), at_least={"accuracy": 0.97}, at_most={"last_loss": 0.04}
    )
    copyfile(kata.spec, tmp_path / kata.spec.name)
    return replace(kata, folder=tmp_path, goals=(goal,))


def test_a_calibration_survives_the_file(detector):
    write_calibrations(detector, {"mnist": BASELINE})
    assert read_calibrations(detector) == {"mnist": BASELINE}


def test_a_damaged_calibration_is_told(detector):
    (detector.folder / "calibration.json").write_text("{", encoding="utf-8")
    with pytest.raises(ContentError, match="damaged"):
        read_calibrations(detector)


def test_only_the_words_of_a_reference_may_change_without_a_new_calibration(tmp_path):
    house = bundled()
    kata, known = (
        find(read_path(house.katas), "zero_detector"),
        read_registry(house.datasets),
    )
    goal = kata.goal("mnist")
    copy = replace(house, solutions=tmp_path)
    copytree(house.solutions, tmp_path, dirs_exist_ok=True)

    def fingerprint_with(old, new):
        file = copy.reference("clipped_cost")  # which the kata needs
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
        return fingerprint(kata, goal, known.get(goal.dataset), copy)

    before = fingerprint(kata, goal, known.get(goal.dataset), house)
    assert fingerprint_with("Return the mean binary", "Return a mean binary") == before
    assert (
        fingerprint_with("# The numbers of float32", "# Numbers of float32") == before
    )
    assert fingerprint_with("1 - eps)", "1 - 2 * eps)") != before


def test_only_the_graded_test_of_a_spec_decides_a_calibration(tmp_path):
    house = bundled()
    kata = find(read_path(house.katas), "zero_detector")
    copy = replace(kata, folder=tmp_path / "zero_detector")
    copytree(kata.folder, copy.folder)
    dataset = read_registry(house.datasets).get("mnist")

    def fingerprint_with(old, new):
        text = kata.spec.read_text("utf-8")
        assert old in text
        copy.spec.write_text(text.replace(old, new), "utf-8")
        return fingerprint(copy, copy.goal("mnist"), dataset, house)

    before = fingerprint(kata, kata.goal("mnist"), dataset, house)
    assert fingerprint_with("def test_predict", "def test_that_predict") == before
    assert fingerprint_with("np.zeros(X.shape[1]", "np.ones(X.shape[1]") != before


def test_a_value_below_all_baseline_runs_is_outside(detector):
    goal = detector.goal("mnist")
    told = outside(goal, BASELINE, {"accuracy": 0.9, "last_loss": 0.025})
    assert told == ["accuracy 0.9, baseline runs 0.98 to 0.99"]


def test_a_cost_above_all_baseline_runs_is_outside(detector):
    told = outside(
        detector.goal("mnist"), BASELINE, {"accuracy": 0.99, "last_loss": 0.5}
    )
    assert told == ["last_loss 0.5, baseline runs 0.02 to 0.03"]


def test_a_cost_that_is_no_number_is_outside(detector):
    measured = {"accuracy": 0.99, "last_loss": float("nan")}
    assert outside(detector.goal("mnist"), BASELINE, measured) != []


def test_runs_that_miss_any_threshold_are_counted_once(detector):
    goal = replace(
        detector.goal("mnist"),
        at_least={"accuracy": 0.985},
        at_most={"last_loss": 0.025},
    )
    assert misses(goal, BASELINE) == 1  # the first, by both
    assert misses(detector.goal("mnist"), BASELINE) == 0


def test_the_share_of_right_runs_that_miss_has_an_exact_bound(detector):
    many = replace(
        BASELINE, measured={"accuracy": [0.98] * 1000, "last_loss": [0.03] * 1000}
    )
    write_calibrations(detector, {"mnist": many})
    datasets = read_registry(bundled().datasets)
    assert pooled([detector], datasets) == (
        "0 of 1,000 right runs on bundled data miss their goal: at most 0.30% with 95 %"
        " confidence"
    )


def test_runs_on_data_that_not_everyone_has_are_not_pooled(detector):
    other = replace(detector.goal("mnist"), name="full", dataset="mnist_full")
    write_calibrations(detector, {"mnist": BASELINE, "full": BASELINE})
    kata = replace(detector, goals=(*detector.goals, other))
    assert pooled([kata], read_registry(bundled().datasets)).startswith("0 of 3 right")


def test_a_miss_outside_all_baseline_runs_is_likely_a_bug(detector):
    write_calibrations(detector, {"mnist": BASELINE})
    goal = detector.goal("mnist")
    within, lines = compare_with_baseline(detector, goal, {"accuracy": 0.9})
    assert not within
    assert lines[0].startswith("Outside the range of all 3 baseline runs: accuracy 0.9")
    assert lines[-1].startswith("A bug is likely")


def test_a_miss_within_baseline_runs_may_be_bad_luck(detector):
    write_calibrations(detector, {"mnist": BASELINE})
    goal = detector.goal("mnist")
    within, lines = compare_with_baseline(detector, goal, {"accuracy": 0.981})
    assert within
    assert lines[-1].endswith("perhaps an unlucky seed.")


def test_without_a_calibration_nothing_is_claimed(detector):
    goal = detector.goal("mnist")
    assert compare_with_baseline(detector, goal, {"accuracy": 0.5}) == (False, ())


def test_a_threshold_that_a_baseline_run_misses_is_a_problem(detector):
    goal = replace(detector.goal("mnist"), at_least={"accuracy": 0.982})
    write_calibrations(detector, {"mnist": BASELINE})
    kata = replace(detector, goals=(goal,))
    problems = calibration_problems(kata, bundled(), read_registry(bundled().datasets))
    assert (
        "goal mnist: a baseline run has accuracy 0.9800, the threshold is 0.982"
        in problems
    )


def test_a_goal_that_changed_since_is_a_problem(detector):
    write_calibrations(detector, {"mnist": BASELINE})
    workspace = bundled()
    problems = calibration_problems(
        detector, workspace, read_registry(workspace.datasets)
    )
    assert "goal mnist changed since it was calibrated" in problems


def test_a_goal_without_a_calibration_is_a_problem(detector):
    workspace = bundled()
    problems = calibration_problems(
        detector, workspace, read_registry(workspace.datasets)
    )
    assert problems == ["goal mnist has no calibration: nnkata dev calibrate"]


def test_every_goal_of_the_path_is_calibrated():
    workspace = bundled()
    datasets = read_registry(workspace.datasets)
    for kata in read_path(workspace.katas):
        assert calibration_problems(kata, workspace, datasets) == []


def test_a_goal_that_is_not_there_cannot_be_calibrated(capsys):
    assert main(["dev", "calibrate", "zero_detector", "--goal", "mnits"]) == 2
    told = capsys.readouterr().err
    assert "zero_detector has no goal 'mnits'. Did you mean 'mnist'?" in told


@pytest.mark.parametrize(
    "measured, is_baseline",
    [
        ({"accuracy": 0.9, "last_loss": 0.01}, True),
        ({"accuracy": 0.99, "last_loss": 0.01}, False),
        ({"last_loss": 0.01}, False),
        ({}, False),
    ],
)
def test_a_run_that_fails_by_no_threshold_is_no_baseline(
    detector, monkeypatch, measured, is_baseline
):
    run = TestVerdict(
        *("test_learns", Outcome.FAILED, 0.1, ("the loss is another",)),
        measured=measured,
        losses=(0.7, 0.01),
    )
    monkeypatch.setattr(
        "nnkata.authoring.calibrate.train_seeds", lambda *facts: [run] * len(facts[-1])
    )
    workspace = bundled()
    facts = detector.goals[0], read_registry(workspace.datasets).get("mnist"), workspace
    if is_baseline:
        assert misses(facts[0], calibrate(detector, *facts)) == 100
    else:
        with pytest.raises(ContentError, match=r"mnist.*the loss is another"):
            calibrate(detector, *facts)
