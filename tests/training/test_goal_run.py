"""Trainings in slices: the same training, and news on the way."""

from dataclasses import replace

import numpy as np
import pytest

from nnkata.content.catalog import Goal, OwnGoal
from nnkata.data.dataset import Dataset, Split
from nnkata.testing import Mismatch
from nnkata.training.goal_run import GoalRun


def nothing(seed):
    return Split((np.zeros((2, 1)), np.zeros(2)), (np.zeros((2, 1)), np.zeros(2)))


CARD = Dataset(
    name="nothing",
    summary="two zeros",
    load=nothing,
    kind="table",
    classes=("a", "b"),
    shape=(1,),
    licence="CC0-1.0",
    source="made here",
    availability="generated",
    base_rate=0.5,
)


@pytest.fixture
def run():
    """A goal run of so many epochs, and the events that it tells."""

    def made(epochs, events=None, loss=None, own=""):
        goal = Goal("g", "nothing", 9.0, "raw", settings={"epochs": epochs})
        goal = OwnGoal(**vars(goal), run=own) if own else goal
        events = [] if events is None else events
        return GoalRun(goal, CARD, 3, events.append, loss)

    return made


@pytest.mark.parametrize("epochs", [1, 7, 19, 20, 21, 50, 300, 1234])
def test_slices_add_up_to_all_epochs(run, epochs):
    assert sum(run(epochs).slices()) == epochs


@pytest.mark.parametrize("epochs", [1, 2, 3, 7, 20, 39, 41, 50, 300])
def test_there_are_at_most_twenty_slices_of_two_epochs_or_more(run, epochs):
    slices = list(run(epochs).slices())
    assert len(slices) == max(min(20, epochs // 2), 1)
    assert min(slices) >= min(2, epochs)


def test_slices_are_of_nearly_one_size(run):
    slices = list(run(50).slices())
    assert max(slices) - min(slices) == 1


def descend(rng, w, epochs):
    """A training with a random draw in each epoch."""
    losses = []
    for _ in range(epochs):
        losses.append(abs(w))
        w -= 0.1 * w + 0.01 * rng.standard_normal()
    return w, losses


def test_a_training_in_slices_is_the_training_in_one_call(run):
    goal = run(50)
    w_whole, losses_whole = descend(np.random.default_rng(3), 5.0, 50)
    w = 5.0
    for epochs in goal.slices():
        w, losses = descend(goal.rng, w, epochs)
        goal.add_losses(losses)
    assert (w, goal.losses) == (w_whole, losses_whole)


def test_losses_of_slices_are_measured_from_the_first_to_the_last(run):
    goal = run(8)
    for epochs in goal.slices():
        goal.add_losses([1.0 / len(goal.losses + [0])] * epochs)
    assert goal.measured == {"first_loss": 1.0, "last_loss": 1 / 7}


def test_a_training_that_ends_after_its_first_epoch_is_seen(run):
    goal = run(4)
    next(goal.slices())
    with pytest.raises(Mismatch) as caught:
        goal.add_losses([0.5])
    assert str(caught.value) == (
        "the losses of 2 epochs of a training: expected 2 numbers, got 1"
    )


def test_every_slice_is_told(run):
    events = []
    goal = run(40, events)
    for epochs in goal.slices():
        goal.add_losses([0.5] * epochs)
    assert [event["epoch"] for event in events] == list(range(2, 41, 2))
    assert {event["epochs"] for event in events} == {40}


def test_a_slice_is_told_with_its_last_cost_and_its_metrics(run):
    events = []
    goal = run(1, events)
    for _ in goal.slices():
        goal.add_losses([0.25], accuracy=np.float32(0.75))
    assert events[0]["event"] == "progress"
    assert (events[0]["cost"], events[0]["metrics"]) == (0.25, {"accuracy": 0.75})


def test_a_training_without_slices_is_told_by_the_losses_it_has(run):
    events = []
    goal = run(3, events)
    for loss in (0.5, 0.25, 0.125):
        goal.add_losses([loss])
    assert [event["epoch"] for event in events] == [1, 2, 3]


def test_progress_without_losses_is_told_too(run):
    events = []
    goal = run(2, events)
    goal.progress(accuracy=0.5)
    assert (events[0]["cost"], events[0]["metrics"]) == (None, {"accuracy": 0.5})


def test_progress_changes_nothing_of_what_is_measured(run):
    goal = run(2)
    goal.progress(accuracy=0.5)
    assert (goal.measured, goal.losses) == ({}, [])


class Weight:
    """As much of one of Keras' variables as a copy of its numbers needs."""

    def __init__(self, path, numbers):
        self.path, self.numbers = path, np.array(numbers)

    def __array__(self, dtype=None, copy=None):
        return self.numbers.copy()


class Model:
    """As much of a Keras model as a training needs that is followed."""

    layers, get_config, compute_loss = (), None, None

    def __init__(self):
        self.weights = [Weight("dense/kernel", [1.0, 2.0]), Weight("dense/bias", [0.0])]

    def fit(self, x, y=None, epochs=1, callbacks=None):
        for epoch in range(epochs):
            for callback in callbacks:
                callback(epoch, {"loss": 1 / (epoch + 1), "val_accuracy": 0.5})
        return epochs


def test_every_epoch_of_a_model_is_told_beside_callbacks_of_its_own(run):
    events, own = [], []
    goal, model = run(3, events), Model()
    with goal.follows(model, lambda on_epoch_end: on_epoch_end):
        assert model.fit(None, None, 3, [lambda epoch, logs: own.append(epoch)]) == 3
    assert own == [0, 1, 2]
    assert [event["epoch"] for event in events] == [0, 1, 2, 3]
    assert [event["cost"] for event in events] == [None, 1.0, 0.5, 1 / 3]
    assert events[-1]["metrics"] == {"val_accuracy": 0.5}


def test_a_model_is_followed_no_longer_than_it_is_trained(run):
    events, model = [], Model()
    goal = run(3, events)
    with goal.follows(model, lambda on_epoch_end: on_epoch_end):
        pass
    assert model.fit(None, epochs=2, callbacks=[]) == 2
    assert len(events) == 1


@pytest.mark.parametrize("own, still", [("", ["model['dense/bias']"]), ("mine", [])])
def test_weights_that_a_followed_training_leaves_are_named(run, own, still):
    """On data of one's own, part of a network may be frozen."""
    goal, model = run(3, own=own), Model()
    goal.keep_model({"model": model})
    with goal.follows(model, lambda on_epoch_end: on_epoch_end):
        model.weights[0].numbers += 1
    assert goal.unmoved() == still


def test_a_run_knows_the_shape_of_an_example(run):
    assert run(1).shape == (1,)


def kept(run, *models):
    """The names that a run finds unmoved after these models were kept."""
    goal = run(4)
    for model in models:
        goal.keep_model(model)
    return goal.unmoved()


def test_parameters_that_stay_as_first_kept_are_named(run):
    first = {"layers": [{"W": np.zeros((2, 2)), "b": np.zeros(2)}], "w": 1.0}
    last = {"layers": [{"W": np.ones((2, 2)), "b": np.zeros(2)}], "w": 1.0}
    assert kept(run, first, last) == ["layers[0]['b']", "w"]


def test_a_parameter_that_came_back_for_a_while_has_moved(run):
    assert kept(run, {"w": 1.0}, {"w": 1.0}, {"w": 1.5}) == []


def test_one_changed_number_of_an_array_is_enough(run):
    still, moved = np.zeros(5), np.array([0, 0, 1e-9, 0, 0])
    assert kept(run, {"b": still}, {"b": moved}) == []


@pytest.mark.parametrize("own, still", [("", ["W"]), ("mine", [])])
def test_less_than_a_thousandth_is_no_move_but_on_data_of_ones_own(run, own, still):
    goal, W = run(4, own=own), np.full((20, 20), 5.0)
    goal.keep_model({"W": W, "b": W})
    goal.keep_model({"W": 1.0009 * W, "b": 1.0011 * W})
    assert goal.unmoved() == still


def test_a_parameter_that_ended_at_infinity_has_moved(run):
    first = {"W": np.array([1.0, np.inf]), "b": 2.0}
    assert kept(run, first, {"W": np.array([2.0, np.inf]), "b": np.nan}) == []


def test_what_was_written_in_place_has_moved(run):
    goal, b = run(4), np.zeros(2)
    goal.keep_model({"b": b})
    b += 1
    goal.keep_model({"b": b})
    assert goal.unmoved() == []


def test_nothing_is_said_of_a_model_that_was_kept_once_or_never(run):
    assert kept(run) == kept(run, {"w": 1.0}) == []


def square(X, Y, parameters):
    """A loss that depends on what was returned, and on nothing that was said of it."""
    return float(np.mean((X * parameters["w"] - Y) ** 2))


def measured(run, told, returned, **options):
    """What a run measures whose slices return these losses and these parameters."""
    goal, X = run(2 * len(told), loss=square, **options), np.ones((4, 1))
    slices = goal.slices(X, 0 * X, w=2.0)
    for _, losses, w in zip(slices, told, returned, strict=False):
        goal.keep_model({"w": w})
        goal.add_losses(losses)
    assert list(slices) == []
    return goal.measured


def test_losses_are_computed_from_the_parameters_and_not_taken_from_the_list(run):
    told = measured(run, [[9.0, 0.3], [1.1, 0.01]], [1.0, 0.5])
    assert told == {"first_loss": 4.0, "last_loss": 0.25}


@pytest.mark.parametrize("told", [0.01, 1e9, np.nan], ids=str)
def test_a_list_that_is_far_from_the_loss_of_the_parameters_is_refused(run, told):
    with pytest.raises(Mismatch) as caught:
        measured(run, [[1.0, told], [told, told]], [1.5, 1.5])
    assert str(caught.value) == (
        f"g on nothing: `train` returned a loss of {told:.4g} for epoch 3. By the reference,"
        " the parameters it had returned before have 2.25: the loss, the examples or the"
        " network are not those of the task."
    )


@pytest.mark.parametrize("told", [1.2, 2.25, 4.4])
def test_a_mean_over_the_steps_of_an_epoch_is_near_enough(run, told):
    assert measured(run, [[4.0, 3.0], [told, told]], [1.5, 1.2])["last_loss"] == 1.44


def test_a_last_step_that_multiplies_the_loss_is_no_contradiction(run):
    assert measured(run, [[4.0, 3.0], [0.25, 0.01]], [0.5, 3.0])["last_loss"] == 9.0


def test_a_single_slice_begins_too_early_to_compare(run):
    assert measured(run, [[0.9, 0.5]], [0.5])["last_loss"] == 0.25


def test_a_loss_without_end_is_left_to_the_thresholds(run):
    assert np.isnan(
        measured(run, [[4.0, 1.0], [0.01, 0.01]], [np.nan] * 2)["last_loss"]
    )


def test_a_training_on_data_of_ones_own_may_fluctuate(run):
    told = [[4.0, 3.0], [0.01, 0.01]]
    assert measured(run, told, [1.5, 1.5], own="mine")["last_loss"] == 2.25


def test_a_spec_of_an_older_workspace_is_judged_by_the_list(run):
    goal = run(2, loss=square)
    for _ in goal.slices():
        goal.keep_model({"w": 1.5})
        goal.add_losses([1.0, 0.5])
    assert goal.measured == {"first_loss": 1.0, "last_loss": 0.5}


# -- a training without slices ---------------------------------------------------------


def judged(run, told, w, epoch=-1, **options):
    """What a run measures whose training said this of its losses, and ended with w."""
    goal = run(len(told), loss=square, **options)
    goal.keep_losses(told)
    goal.judge_loss(np.ones((4, 1)), np.zeros((4, 1)), epoch, w=w)
    return goal.measured["last_loss"]


def test_the_last_loss_of_a_whole_training_is_computed_too(run):
    assert judged(run, [4.0, 0.3], 0.5) == 0.25


def test_the_loss_is_compared_with_that_of_the_epoch_whose_weights_are_kept(run):
    assert judged(run, [9.0, 2.0, 0.3], 1.5, epoch=1) == 2.25
    with pytest.raises(Mismatch) as caught:
        judged(run, [9.0, 2.0, 0.3], 1.5)
    assert str(caught.value) == (
        "g on nothing: `train` returned a loss of 0.3 for epoch 3. By the reference, the"
        " network has 2.25 after the training: the loss, the examples or the network are"
        " not those of the task."
    )


@pytest.mark.parametrize("told, epoch", [([], -1), ([2.0], 1)])
def test_an_epoch_without_a_loss_is_a_mismatch(run, told, epoch):
    with pytest.raises(Mismatch, match=f"for each epoch, got {len(told)} numbers"):
        judged(run, told, 1.5, epoch)


def test_a_network_that_learners_changed_for_their_own_data_is_not_judged(run):
    assert judged(run, [9.0, 0.3], 1.5, own="mine") == 0.3


def test_a_kata_without_a_loss_keeps_that_of_the_list(run):
    goal = run(1)
    goal.keep_losses([0.3])
    goal.judge_loss(np.ones((4, 1)), np.zeros((4, 1)), w=9.0)
    assert goal.measured["last_loss"] == 0.3


# -- seeds -----------------------------------------------------------------------------


def seeded(seed):
    """A run with a seed, and the seeds that its dataset was loaded with."""
    loaded = []

    def load(seed):
        loaded.append(seed)
        return nothing(seed)

    goal = Goal("g", "nothing", 9.0, "raw", settings={"epochs": 2})
    run = GoalRun(goal, replace(CARD, load=load), seed)
    assert run.raw.shape == (2, 1)
    return run, loaded[0]


def test_a_public_seed_decides_draws_and_split():
    run, split = seeded(5)
    assert (run.seed, split) == (5, 5)
    assert run.rng.random() == np.random.default_rng(5).random()


def test_a_secret_seed_is_not_to_be_found_from_what_a_subject_gets():
    secret = 1 << 127 | 5
    run, split = seeded(secret)
    others = {run.seed, split, run.rng.bit_generator.seed_seq.entropy}
    assert len(others) == 3
    assert not any(str(secret) in str(other) for other in others)
    again, same_split = seeded(secret)
    assert (again.seed, same_split) == (run.seed, split)
    assert again.rng.random() == run.rng.random()
    assert seeded(secret + 1)[1] != split
