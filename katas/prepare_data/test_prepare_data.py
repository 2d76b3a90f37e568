"""Spec: pictures, labels and tables on their way to a network.

Tolerance: 1e-7 relative, 1e-9 absolute; 1e-6 where uint8 pixels may become float32;
draws by statistics, within six standard errors. The order of drawing is free.
"""

import math

import numpy as np
import pytest

from nnkata.testing import assert_close, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")  # a division by 0 is a failure


def distinct(*shape):
    """An array without two equal values, so that each one is known wherever it goes."""
    return np.arange(math.prod(shape)).reshape(shape) * 3 + 1


def rows_by_hand(X):
    """Each example's numbers in index order, one at a time."""
    return [[float(x[index]) for index in np.ndindex(x.shape)] for x in X]


def scaler_by_hand(X):
    """Mean and standard deviation of each column, one number at a time."""
    means, stds = [], []
    for column in zip(*X.tolist(), strict=True):
        mean = sum(column) / len(column)
        means.append(mean)
        stds.append(math.sqrt(sum((x - mean) ** 2 for x in column) / len(column)))
    return means, stds


def blocks_by_hand(img, f):
    """Sum each block pixel by pixel, as Python floats, and divide by its size."""
    small = [[0.0] * (img.shape[1] // f) for _ in range(img.shape[0] // f)]
    for r, s in np.ndindex(img.shape):
        small[r // f][s // f] += float(img[r, s]) / f**2
    return small


def examples(m):
    """Example i has the label i and features from which i can be read."""
    y = np.arange(m)
    return np.stack([10.0 * y, 10.0 * y + 1], axis=1), y


def new_order(kata, m, frac, rng):
    """The old numbers of a split's examples: first the training set's, then the rest."""
    Xtr, _, Xva, _ = kata.split(*examples(m), frac, rng)
    return np.concatenate([Xtr, Xva])[:, 0] / 10


@pytest.fixture
def table():
    """Five examples of three features; small, negative and large numbers."""
    return np.array(
        [
            [0.02, -3.0, 100.0],
            [0.05, 1.0, 140.0],
            [0.03, 0.0, 90.0],
            [0.02, 4.5, 250.0],
            [0.04, -1.0, 110.0],
        ]
    )


@pytest.fixture
def grey():
    """A picture of 2 by 3 pixels, no two alike, none of them black or white."""
    return np.array([[51, 102, 204], [153, 17, 85]], dtype=np.uint8)


@pytest.fixture
def bright():
    """A picture of 4 by 6 pixels whose sums no uint8 can hold."""
    return (distinct(4, 6) + 180).astype(np.uint8)


@pytest.fixture
def rng():
    return np.random.default_rng(3)


def test_flatten_makes_each_picture_a_row(kata):
    X = distinct(3, 2, 4)
    assert_close(kata.flatten(X), rows_by_hand(X), "flatten of 3 pictures of 2 x 4")


def test_flatten_keeps_the_channels_of_a_pixel_side_by_side(kata):
    X = distinct(4, 2, 3, 2)
    want = rows_by_hand(X)
    assert_close(kata.flatten(X), want, "flatten of 4 pictures of 2 x 3 x 2")


def test_flatten_keeps_as_many_pictures_as_pixels_a_row_apart(kata):
    X = distinct(3, 3, 3)
    assert_close(kata.flatten(X), rows_by_hand(X), "flatten of 3 pictures of 3 x 3")


def test_flatten_makes_a_batch_of_a_single_picture(kata):
    X = distinct(1, 2, 3)
    assert_close(kata.flatten(X), rows_by_hand(X), "flatten of 1 picture of 2 x 3")


def test_flatten_changes_nothing_in_flat_examples(kata):
    X = distinct(4, 3)
    assert_close(kata.flatten(X), X, "flatten of 4 rows of 3")


def test_flatten_goes_by_indices_not_by_memory(kata):
    X = np.asfortranarray(distinct(3, 2, 4))
    assert_close(
        kata.flatten(X), rows_by_hand(X), "flatten of pictures in Fortran order"
    )


def test_flatten_leaves_its_pictures_alone(kata):
    X = distinct(3, 2, 4)
    with leaves_alone(X=X):
        kata.flatten(X)


def test_scale_gives_every_pixel_its_share_of_255(kata):
    X = np.arange(256, dtype=np.uint8)
    want = [pixel / 255 for pixel in range(256)]
    assert_close(kata.scale(X), want, "scale(0 ... 255)", rtol=1e-6)


def test_scale_keeps_the_shape_of_the_pictures(kata):
    X = distinct(3, 2, 4, 2).astype(np.uint8)
    assert_close(kata.scale(X) * 255, X, "scale(X) times 255", rtol=1e-6)


def test_scale_leaves_a_dark_picture_dark(kata, grey):
    want = [[0.2, 0.4, 0.8], [0.6, 1 / 15, 1 / 3]]
    assert_close(kata.scale(grey), want, "scale of a grey picture", rtol=1e-6)


def test_scale_takes_a_black_picture(kata):
    X = np.zeros((1, 2, 3), dtype=np.uint8)
    assert_close(kata.scale(X), np.zeros((1, 2, 3)), "scale of a black picture")


def test_scale_leaves_its_pixels_alone(kata, grey):
    with leaves_alone(X=grey):
        kata.scale(grey)


def test_one_hot_has_its_one_in_the_column_of_the_class(kata):
    want = [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0]]
    got = kata.one_hot(np.array([2, 0, 3, 2, 1]), 4)
    assert_close(got, want, "one_hot([2, 0, 3, 2, 1], 4)")


def test_one_hot_keeps_columns_for_classes_that_do_not_occur(kata):
    want = [[1, 0, 0, 0, 0], [0, 0, 1, 0, 0], [1, 0, 0, 0, 0]]
    assert_close(kata.one_hot(np.array([0, 2, 0]), 5), want, "one_hot([0, 2, 0], 5)")


def test_one_hot_has_a_row_for_each_example(kata):
    want = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]  # as many examples as classes
    assert_close(kata.one_hot(np.array([1, 2, 0]), 3), want, "one_hot([1, 2, 0], 3)")


def test_one_hot_takes_labels_as_small_as_bytes(kata):
    y = np.array([9, 0, 7, 9] * 75, dtype=np.uint8)  # 300 rows: more than a byte counts
    want = [[float(k == label) for k in range(10)] for label in y.tolist()]
    assert_close(kata.one_hot(y, 10), want, "one_hot of 300 uint8 labels")


def test_one_hot_leaves_its_labels_alone(kata):
    y = np.array([2, 0, 1, 2])
    with leaves_alone(y=y):
        kata.one_hot(y, 4)


def test_fit_scaler_measures_each_feature(kata, table):
    mean, std = kata.fit_scaler(table)
    want = scaler_by_hand(table)
    assert_close(mean, want[0], "mean of fit_scaler(table)")
    assert_close(std, want[1], "std of fit_scaler(table)")


def test_fit_scaler_measures_columns_of_a_square_table(kata, table):
    mean, std = kata.fit_scaler(table[:3])
    want = scaler_by_hand(table[:3])
    assert_close(mean, want[0], "mean of fit_scaler(3 x 3)")
    assert_close(std, want[1], "std of fit_scaler(3 x 3)")


def test_fit_scaler_counts_the_spread_of_a_constant_feature_as_one(kata):
    X = np.array([[0.0, 1.0, 7.0], [0.0, 5.0, 7.0], [0.0, 1.0, 7.0], [0.0, 5.0, 7.0]])
    mean, std = kata.fit_scaler(X)
    assert_close(mean, [0.0, 3.0, 7.0], "mean with constant features")
    assert_close(std, [1.0, 2.0, 1.0], "std with constant features")


def test_fit_scaler_asks_the_values_whether_a_feature_is_constant(kata):
    # The mean of three tenths is rounded: np.std says 1.4e-17, and 1.1e-16 of 0.7.
    X = np.array([[0.1, 2.0, 0.7], [0.1, 5.0, 0.7], [0.1, 8.0, 0.7]])
    _, std = kata.fit_scaler(X)
    assert_close(std, [1.0, 6**0.5, 1.0], "std with features constant at 0.1 and 0.7")


def test_fit_scaler_measures_a_tiny_spread_as_it_is(kata):
    X = np.array([[1e-9, -4e-8], [3e-9, 2e-8], [7.5e-9, 5e-8]])
    mean, std = kata.fit_scaler(X)
    want = scaler_by_hand(X)
    assert_close(mean, want[0], "mean of features in billionths", atol=0)
    assert_close(std, want[1], "std of features in billionths", atol=0)


def test_fit_scaler_measures_the_spread_of_features_far_from_zero(kata):
    X = 4e6 + np.array([[-1.0, 5, 7], [0, -2, -6], [1, -3, -1]])
    mean, std = kata.fit_scaler(X)
    assert_close(mean, [4e6, 4e6, 4e6], "mean of features near 4,000,000")
    want = [(2 / 3) ** 0.5, (38 / 3) ** 0.5, (86 / 3) ** 0.5]
    assert_close(std, want, "std of features near 4,000,000")


def test_fit_scaler_measures_pixels_too(kata, grey):
    mean, std = kata.fit_scaler(grey)
    assert_close(mean, [102.0, 59.5, 144.5], "mean of fit_scaler(uint8)")
    assert_close(std, [51.0, 42.5, 59.5], "std of fit_scaler(uint8)")


def test_fit_scaler_leaves_its_examples_alone(kata, table):
    with leaves_alone(Xtr=table):
        kata.fit_scaler(table)


def test_standardise_gives_the_training_set_mean_0_and_spread_1(kata, table):
    got, _ = kata.standardise(table, table[:2] + 1)
    mean, std = scaler_by_hand(np.asarray(got))
    assert_close(mean, np.zeros(3), "means of the standardised training set")
    assert_close(std, np.ones(3), "spreads of the standardised training set")


def test_standardise_measures_both_sets_with_one_ruler(kata):
    Xtr = np.array([[1.0, -20.0], [5.0, -20.0], [1.0, 40.0], [5.0, 40.0]])  # 3, 10
    Xte = np.array([[7.0, 10.0], [3.0, 70.0], [-1.0, 25.0]])
    got = kata.standardise(Xtr, Xte)
    train = np.array([[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]])
    test = np.array([[2.0, 0.0], [0.0, 2.0], [-2.0, 0.5]])
    assert_close(got, (train, test), "standardise(Xtr, Xte)")


def test_standardise_treats_an_example_alike_in_both_sets(kata, table):
    train, test = kata.standardise(table, table[1:4].copy())
    assert_close(test, np.asarray(train)[1:4], "rows 1 to 3 of Xtr, given as Xte")


def test_standardise_survives_a_feature_that_never_changed(kata):
    Xtr = np.array([[2.0, 7.0], [4.0, 7.0], [2.0, 7.0], [4.0, 7.0]])
    got = kata.standardise(Xtr, np.array([[3.0, 9.5]]))
    train = np.array([[-1.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [1.0, 0.0]])
    assert_close(got, (train, np.array([[0.0, 2.5]])), "standardise, second constant")


def test_standardise_survives_a_constant_tenth(kata):
    Xtr = np.array([[0.1, 2.0], [0.1, 5.0], [0.1, 8.0]])
    got = kata.standardise(Xtr, np.array([[0.6, 5.0]]))
    train = np.array([[0.0, -(1.5**0.5)], [0.0, 0.0], [0.0, 1.5**0.5]])
    assert_close(got, (train, np.array([[0.5, 0.0]])), "standardise, first constant")


def test_standardise_takes_pixels_below_the_mean(kata, grey):
    got = kata.standardise(grey, grey[:1])
    train = np.array([[-1.0, 1.0, 1.0], [1.0, -1.0, -1.0]])
    assert_close(got, (train, train[:1]), "standardise(uint8, uint8)")


def test_standardise_leaves_both_sets_alone(kata, table):
    Xte = table[:2] + 1
    with leaves_alone(Xtr=table, Xte=Xte):
        kata.standardise(table, Xte)


@pytest.mark.parametrize("m, frac, k", [(11, 0.35, 3), (8, 0.5, 4), (10, 0.75, 7)])
def test_split_puts_the_whole_part_of_m_frac_aside(kata, m, frac, k, rng):
    got = [len(part) for part in kata.split(*examples(m), frac, rng)]
    want = [m - k, m - k, k, k]
    assert_close(got, want, f"lengths of split(X, y, {frac}, rng), m = {m}")


def test_split_may_leave_nothing_to_validate_with(kata, rng):
    got = [len(part) for part in kata.split(*examples(3), 0.1, rng)]
    assert_close(got, [3, 3, 0, 0], "lengths of split(X, y, 0.1, rng), m = 3")


def test_split_keeps_each_label_with_its_example(kata, rng):
    Xtr, ytr, Xva, yva = kata.split(*examples(11), 0.35, rng)
    assert_close(Xtr, examples(11)[0][ytr], "Xtr, beside the examples that ytr names")
    assert_close(Xva, examples(11)[0][yva], "Xva, beside the examples that yva names")


def test_split_uses_every_example_once(kata, rng):
    numbers = np.sort(new_order(kata, 11, 0.35, rng))
    assert_close(numbers, np.arange(11), "examples of both sets together, sorted")


def test_split_keeps_pictures_whole(kata, rng):
    X, y = distinct(7, 2, 3), np.arange(7)
    Xtr, ytr, Xva, yva = kata.split(X, y, 0.3, rng)
    assert_close(Xtr, X[ytr], "Xtr, beside the pictures that ytr names")
    assert_close(Xva, X[yva], "Xva, beside the pictures that yva names")


def test_split_puts_each_example_everywhere_equally_often(kata):
    shares, runs = np.zeros((6, 6)), 400
    for seed in range(runs):
        order = new_order(kata, 6, 0.4, np.random.default_rng(seed))
        shares[order.astype(int), range(6)] += 1 / runs
    what = "share of 400 seeds in which example i comes out at place j"
    tolerance = 6 * math.sqrt(1 / 6 * 5 / 6 / runs)
    assert_close(shares, np.full((6, 6), 1 / 6), what, rtol=0, atol=tolerance)


def test_split_parts_neighbours(kata, rng):
    shares, runs = np.zeros(5), 400
    for _ in range(runs):
        first, second = new_order(kata, 6, 0.4, rng)[:2]
        shares[int(second - first) % 6 - 1] += 1 / runs
    what = "share of 400 calls in which the second example was 1 ... 5 after the first"
    tolerance = 6 * math.sqrt(1 / 5 * 4 / 5 / runs)
    assert_close(shares, np.full(5, 0.2), what, rtol=0, atol=tolerance)


def test_split_of_one_seed_is_always_the_same(kata):
    first = new_order(kata, 11, 0.35, np.random.default_rng(5))
    second = new_order(kata, 11, 0.35, np.random.default_rng(5))
    assert_close(second, first, "order by another rng of the same seed")


def test_split_does_not_touch_the_global_random_state(kata, rng):
    before = np.random.get_state()[1:3]  # noqa: NPY002
    kata.split(*examples(11), 0.35, rng)
    after = np.random.get_state()[1:3]  # noqa: NPY002
    assert_close(after, before, "state of np.random after split", rtol=0, atol=0)


def test_split_leaves_its_examples_alone(kata, rng):
    X, y = examples(11)
    with leaves_alone(X=X, y=y):
        kata.split(X, y, 0.35, rng)


def test_own_image_keeps_every_grey_in_its_place(kata, grey):
    want = [[0.8, 0.6, 0.2, 0.4, 14 / 15, 2 / 3]]  # row by row
    assert_close(kata.own_image(grey), want, "own_image(grey)", rtol=1e-6, atol=1e-6)


def test_own_image_makes_paper_0_and_ink_1(kata):
    img = np.array([[255, 255, 0], [255, 0, 255]], dtype=np.uint8)
    want = [[0.0, 0.0, 1.0, 0.0, 1.0, 0.0]]
    assert_close(
        kata.own_image(img), want, "own_image of black ink", rtol=1e-6, atol=1e-6
    )


def test_own_image_of_a_square_goes_row_by_row(kata):
    img = np.array([[0, 51, 255], [102, 255, 204], [255, 153, 17]], dtype=np.uint8)
    want = [[1.0, 0.8, 0.0, 0.6, 0.0, 0.2, 0.0, 0.4, 14 / 15]]
    assert_close(
        kata.own_image(img), want, "own_image of a 3 x 3 picture", rtol=1e-6, atol=1e-6
    )


def test_own_image_leaves_the_picture_alone(kata, grey):
    with leaves_alone(img=grey):
        kata.own_image(grey)


@pytest.mark.parametrize(
    "shape", [(2, 3, 4, 5), (3, 3, 3, 3), (2, 4, 3, 1), (1, 2, 3, 4)]
)
def test_channels_first_moves_whole_pictures(kata, shape):
    X = distinct(*shape)
    m, h, w, c = shape
    want = np.zeros((m, c, h, w))
    for i, r, s, k in np.ndindex(shape):
        want[i, k, r, s] = X[i, r, s, k]
    assert_close(kata.channels_first(X), want, f"channels_first of shape {shape}")


def test_channels_first_leaves_its_pictures_alone(kata):
    X = distinct(2, 3, 4, 5)
    with leaves_alone(X=X):
        kata.channels_first(X)


@pytest.mark.parametrize(
    "h, w, f", [(4, 6, 2), (6, 3, 3), (4, 4, 2), (2, 3, 1), (2, 4, 2)]
)
def test_shrink_averages_blocks(kata, h, w, f):
    img = distinct(h, w) ** 2 / 8 - 5.0
    want = blocks_by_hand(img, f)
    assert_close(kata.shrink(img, f), want, f"shrink of {h} x {w} pixels by {f}")


def test_shrink_averages_bytes_whose_sum_is_no_byte(kata, bright):
    want = blocks_by_hand(bright, 2)
    assert_close(kata.shrink(bright, 2), want, "shrink(bright, 2)", rtol=1e-6)


def test_shrink_keeps_fractions(kata):
    img = np.array([[0, 1, 255, 255], [0, 0, 255, 254]], dtype=np.uint8)
    assert_close(kata.shrink(img, 2), [[0.25, 254.75]], "shrink(img, 2)", rtol=1e-6)


def test_shrink_leaves_the_picture_alone(kata, bright):
    with leaves_alone(img=bright):
        kata.shrink(bright, 2)
