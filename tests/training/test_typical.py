"""Pictures far from those trained on: measured on the bundled digits, with fixed seeds."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from nnkata.content.workspace import bundled
from nnkata.data.registry import read_registry
from nnkata.training.picture import ink_box, prepare_picture
from nnkata.training.typical import FEWEST, MOST, distance, typical_of


@pytest.fixture(scope="module")
def digits():
    return read_registry(bundled().datasets).get("mnist").load(0)


@pytest.fixture(scope="module")
def far(digits):
    """Return the share of pictures that are called far from the digits."""
    typical = typical_of(digits.train[0])
    return lambda X: np.mean([distance(x, typical) > 1 for x in X])


@pytest.fixture(scope="module")
def prepared(digits, tmp_path_factory):
    """Return pictures in grey as a network of digits gets them from files."""
    file = tmp_path_factory.mktemp("drawn") / "a.png"
    box = ink_box(digits.train[0])

    def preparing(pictures):
        seen = []
        for picture in pictures:
            Image.fromarray(picture).save(file)
            seen.append(prepare_picture(file, (28, 28), box).seen)
        return seen

    return preparing


def enlarged(x):
    return np.asarray(Image.fromarray(x).resize((224, 224), Image.Resampling.BICUBIC))


def strokes(rng):
    """A few thick lines in dark ink from anywhere to anywhere."""
    paper = Image.new("L", (200, 200), 255)
    for _ in range(4):
        points = [tuple(point) for point in rng.integers(20, 180, (3, 2)).tolist()]
        ImageDraw.Draw(paper).line(points, fill=0, width=12)
    return np.asarray(paper)


def clouds(rng):
    """Light and dark of every size, as in photos."""
    layers = [
        rng.normal(size=(side, side)).astype(np.float32) for side in (4, 8, 16, 32)
    ]
    sizes = [
        Image.fromarray(x).resize((128, 128), Image.Resampling.BICUBIC) for x in layers
    ]
    light = sum(np.asarray(size) / 2**i for i, size in enumerate(sizes))
    return np.clip(128 + 50 * light, 0, 255).astype(np.uint8)


def test_about_2_in_100_other_digits_are_far(far, digits):
    assert 0.005 < far(digits.test[0]) < 0.035
    assert 0.005 < far(digits.train[0][MOST:]) < 0.035


def test_digits_from_files_are_as_seldom_far(far, prepared, digits):
    dark = [255 - enlarged(x) for x in digits.test[0][:200]]
    assert far(prepared(dark)) < 0.06
    pen = [np.where(x > 127, 230, 60).astype(np.uint8) for x in dark]
    assert far(prepared(pen)) < 0.06


@pytest.mark.parametrize("darkest", [0, 90])
def test_digits_on_paper_in_uneven_light_are_as_seldom_far(
    far, prepared, digits, darkest
):
    light = np.linspace(130, 230, 224)
    dark = [255 - enlarged(x).astype(float) for x in digits.test[0][:200]]
    pages = [light * (darkest + x * (255 - darkest) / 255) / 255 for x in dark]
    assert far(prepared([page.astype(np.uint8) for page in pages])) < 0.07


def test_inverted_digits_are_far(far, digits):
    assert far(255 - digits.test[0][:200]) == 1


@pytest.mark.parametrize("top", [2, 100, 256])
def test_noise_is_far(far, top):
    assert far(np.random.default_rng(0).integers(0, top, (100, 28, 28), np.uint8)) == 1


@pytest.mark.parametrize("level", [0, 1, 100, 255])
def test_a_picture_of_one_grey_is_far(far, level):
    assert far(np.full((1, 28, 28), level, np.uint8)) == 1


def test_most_photos_that_are_taken_for_drawings_are_far(far, prepared):
    rng = np.random.default_rng(1)
    assert far(prepared([clouds(rng) for _ in range(100)])) > 0.9


def test_most_strokes_that_are_no_digits_are_far(far, prepared):
    rng = np.random.default_rng(2)
    assert far(prepared([strokes(rng) for _ in range(100)])) > 0.5


def test_drawings_noise_and_flat_pictures_are_far_from_photos(digits):
    rng = np.random.default_rng(3)
    photos = np.stack([clouds(rng)[:64, :64] for _ in range(800)])
    photos = np.stack([photos] * 3, axis=3)
    typical = typical_of(photos[:600])

    def far(X):
        return np.mean([distance(x, typical) > 1 for x in X])

    drawn = np.stack([enlarged(x)[::3, ::3] for x in digits.test[0][:50]])
    assert far(photos[600:]) < 0.06
    assert far(np.stack([drawn] * 3, axis=3)) == 1
    assert far(rng.integers(0, 256, (50, 64, 64, 3), np.uint8)) == 1
    assert far(np.full((1, 64, 64, 3), 128, np.uint8)) == 1


def test_the_size_of_a_picture_does_not_count(digits):
    typical = typical_of(digits.train[0])
    for x in digits.test[0][:20]:
        large = np.kron(x, np.ones((4, 4), np.uint8))[..., None]
        assert distance(large, typical) == pytest.approx(distance(x, typical))


@pytest.mark.parametrize("count", [0, FEWEST - 1])
def test_of_few_pictures_nothing_is_said(digits, count):
    assert typical_of(digits.train[0][:count]) == {}


def test_pictures_that_are_all_alike_are_not_far_from_themselves():
    X = np.full((200, 5, 6), 77, np.uint8)
    typical = typical_of(X)
    assert distance(X[0], typical) <= 1
    assert distance(X[0] + 50, typical) > 1
