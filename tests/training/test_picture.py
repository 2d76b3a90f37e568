"""A picture of one's own: brought to the form of the training data, by its recipe."""

import math
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw

from nnkata.content.workspace import bundled
from nnkata.data.registry import read_registry
from nnkata.errors import DataError
from nnkata.training.picture import centred, ink_box, prepare_drawing, prepare_picture

SEVEN = [(0.1, 0.1), (0.9, 0.1), (0.4, 1.0)]
WHITE, BLACK = (245, 245, 240), (20, 20, 30)


@pytest.fixture
def saved(tmp_path):
    """Save a picture, and return its file."""

    def save(image, name="own.png", **options):
        image.save(tmp_path / name, **options)
        return tmp_path / name

    return save


@pytest.fixture
def seen(saved):
    """What a network that learnt MNIST sees of a picture."""

    def prepared(image, name="own.png", **options):
        return prepare_picture(saved(image, name, **options), (28, 28), 20).seen

    return prepared


@pytest.fixture(scope="module")
def digits():
    return read_registry(bundled().datasets).get("mnist").load(0).train[0]


def drawing(size=(300, 400), at=(60, 90), scale=180, pen=16, ink=BLACK, paper=WHITE):
    """A seven, drawn with a pen of that width."""
    image = Image.new("RGB", size, paper)
    points = [(at[0] + scale * x * 0.7, at[1] + scale * y) for x, y in SEVEN]
    ImageDraw.Draw(image).line(points, fill=ink, width=pen, joint="curve")
    return image


def middle_of_mass(seen):
    return [
        (seen.sum(axis=1 - axis) * np.arange(seen.shape[axis])).sum() / seen.sum()
        for axis in (0, 1)
    ]


def box_of(seen):
    rows, columns = seen.any(axis=1).nonzero()[0], seen.any(axis=0).nonzero()[0]
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


def difference(one, other):
    """The mean difference over the mean ink."""
    return np.abs(one.astype(float) - other).mean() / other.mean()


@pytest.mark.parametrize("pen", [4, 16, 40])
def test_a_drawing_on_a_screen_is_prepared_like_a_picture_of_it(seen, pen, monkeypatch):
    image = drawing(size=(280, 280), ink=(255,) * 3, paper=(0,) * 3, pen=pen)
    expected = seen(image)
    ink = np.asarray(image.convert("L")) / 255
    monkeypatch.setitem(sys.modules, "PIL", None)  # as in a browser
    assert difference(prepare_drawing(ink, (28, 28), 20), expected) < 0.1


def test_where_nothing_is_drawn_there_is_no_drawing():
    assert prepare_drawing(np.zeros((280, 280)), (28, 28), 20) is None


def test_a_digit_of_mnist_stays_as_it_is(seen, digits):
    for digit in digits[:40]:
        gap = np.abs(seen(Image.fromarray(digit)).astype(int) - digit)
        assert gap.max() <= 16


def test_a_drawing_becomes_light_ink_on_black(seen):
    found = seen(drawing())
    assert found.shape == (28, 28)
    assert found.dtype == np.uint8
    assert found.max() == 255
    assert not found[0].any()


def test_chalk_on_a_board_is_not_inverted(seen):
    chalk = seen(drawing(ink=WHITE, paper=BLACK))
    assert difference(chalk, seen(drawing())) < 0.05


def test_the_ink_fills_a_box_of_twenty_pixels(seen):
    assert max(box_of(seen(drawing()))) == 20


def test_a_flat_drawing_fills_the_box_with_its_width(seen):
    height, width = box_of(seen(drawing().resize((800, 200))))
    assert width == 20
    assert height < 15


def test_a_drawing_keeps_its_aspect(seen):
    image = Image.new("L", (400, 400), 255)
    image.paste(0, (100, 50, 150, 250))  # 50 wide, 200 high
    assert box_of(seen(image)) == (20, 5)


def test_the_centre_of_mass_is_in_the_middle(seen):
    for middle in middle_of_mass(seen(drawing())):
        assert 13.5 <= middle < 14.5


def test_ink_stays_in_the_picture_where_its_mass_is_at_one_end():
    ink = np.zeros((20, 20))
    ink[:2] = 1.0
    ink[19, 0] = 0.01
    assert (centred(ink, (28, 28)) > 0).sum() == 41


@pytest.mark.parametrize("at", [(10, 15), (150, 15), (60, 200)])
def test_where_on_the_paper_it_stands_does_not_matter(seen, at):
    assert difference(seen(drawing(at=at)), seen(drawing())) < 0.05


@pytest.mark.parametrize("scale", [60, 120, 260])
def test_how_large_it_is_drawn_does_not_matter(seen, scale):
    pen = round(16 * scale / 180)
    found = seen(drawing((400, 500), scale=scale, pen=pen))
    assert difference(found, seen(drawing())) < 0.2


def test_a_thin_pen_gives_nearly_as_much_ink_as_a_thick_one(seen):
    thin = seen(drawing((900, 1200), scale=800, pen=4)).mean()
    usual = seen(drawing((900, 1200), scale=800, pen=100)).mean()
    assert 0.6 < thin / usual < 1.2


def test_a_broad_pen_is_left_as_it_is(seen):
    assert seen(drawing(pen=50)).mean() > 1.3 * seen(drawing(pen=20)).mean()


def test_light_that_falls_off_to_one_side_is_no_ink(seen):
    plain = np.asarray(drawing(), float)
    shade = np.linspace(1.0, 0.6, plain.shape[1])[None, :, None]
    shaded = Image.fromarray((plain * shade).astype(np.uint8))
    assert difference(seen(shaded), seen(drawing())) < 0.1


def test_the_grain_of_a_camera_is_no_ink(seen):
    plain = np.asarray(drawing(), float)
    noise = np.random.default_rng(0).normal(0, 8, plain.shape)
    grainy = Image.fromarray(np.clip(plain + noise, 0, 255).astype(np.uint8))
    assert difference(seen(grainy), seen(drawing())) < 0.2


def test_the_blocks_of_a_jpeg_are_no_ink(seen):
    found = seen(drawing(), "own.jpg", quality=30)
    assert difference(found, seen(drawing())) < 0.1


def test_a_photo_that_lies_on_its_side_is_turned(seen):
    notes = Image.Exif()
    notes[0x0112] = 6  # a quarter turn clockwise makes it upright
    lying = drawing().rotate(90, expand=True)
    found = seen(lying, "own.jpg", exif=notes, quality=95)
    assert difference(found, seen(drawing())) < 0.1


def test_transparent_paper_is_white(seen):
    ink = drawing().convert("L").point(lambda level: 255 if level < 128 else 0)
    clear = Image.new("RGBA", ink.size, (20, 20, 200, 0))
    clear.putalpha(ink)
    assert difference(seen(clear), seen(drawing())) < 0.1


def test_light_ink_on_transparent_paper_is_seen(seen):
    ink = drawing().convert("L").point(lambda level: 255 if level < 128 else 0)
    clear = Image.new("RGBA", ink.size, (255, 255, 255, 0))
    clear.putalpha(ink)
    assert difference(seen(clear), seen(drawing())) < 0.1


@pytest.mark.parametrize("alpha", [0, 255])
def test_a_blank_sheet_is_blank_on_every_ground(seen, alpha):
    with pytest.raises(DataError, match="nothing is drawn on it"):
        seen(Image.new("RGBA", (60, 60), (255, 255, 255, alpha)))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_a_picture_of_any_mode_is_read(seen, mode):
    image = drawing().convert("L")
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    else:
        image = image.convert(mode)
    found = seen(image, "own.tif" if mode == "CMYK" else "own.png")
    assert difference(found, seen(drawing())) < 0.2


@pytest.mark.parametrize("colour", [(200, 0, 0), (0, 120, 0), (0, 0, 200)])
def test_ink_of_any_colour_counts_in_full(seen, colour):
    assert seen(drawing(ink=colour)).max() == 255


def test_ink_that_runs_out_of_the_picture_is_no_paper(seen):
    found = seen(drawing(at=(-40, 40), pen=30))
    assert 10 < found.mean() < 80


def test_an_empty_sheet_is_told(saved):
    file = saved(Image.new("RGB", (300, 300), WHITE))
    with pytest.raises(DataError, match=r"own\.png: nothing is drawn on it"):
        prepare_picture(file, (28, 28), 20)


def test_a_single_pixel_is_no_drawing(saved):
    with pytest.raises(DataError, match="nothing is drawn on it"):
        prepare_picture(saved(Image.new("L", (1, 1))), (28, 28), 20)


def test_what_is_no_picture_is_told(tmp_path):
    (tmp_path / "own.png").write_text("Dear network")
    with pytest.raises(DataError, match=r"own\.png cannot be read: not a picture"):
        prepare_picture(tmp_path / "own.png", (28, 28), 20)


def test_a_truncated_picture_is_told(saved):
    file = saved(drawing())
    file.write_bytes(file.read_bytes()[:500])
    with pytest.raises(DataError, match=r"own\.png cannot be read"):
        prepare_picture(file, (28, 28), 20)


@pytest.mark.parametrize("place", ["nowhere.png", "."])
def test_what_is_no_file_is_told(tmp_path, place):
    with pytest.raises(DataError, match="does not exist, or is not a file"):
        prepare_picture(tmp_path / place, (28, 28), 20)


def test_a_photo_is_cut_to_its_middle(saved):
    photo = Image.new("RGB", (300, 100), (0, 0, 255))
    photo.paste((255, 0, 0), (100, 0, 200, 100))
    found = prepare_picture(saved(photo), (64, 64, 3)).seen
    assert (found.shape, found.dtype) == ((64, 64, 3), np.uint8)
    assert (found[:, 3:-3] == (255, 0, 0)).all()


def test_a_photo_for_a_grey_network_loses_its_colours(saved):
    photo = Image.new("RGB", (50, 80), (255, 255, 255))
    assert (prepare_picture(saved(photo), (32, 24)).seen == 255).all()
    assert prepare_picture(saved(photo), (32, 24, 1)).seen.shape == (32, 24, 1)


def test_what_was_given_is_shown_upright_and_not_too_large(saved):
    notes = Image.Exif()
    notes[0x0112] = 6
    file = saved(Image.new("RGB", (3000, 1000), WHITE), "own.jpg", exif=notes)
    height, width, channels = prepare_picture(file, (64, 64, 3)).given.shape
    assert (height, channels) == (800, 3)
    assert math.isclose(width, 800 / 3, abs_tol=1)


def test_the_digits_of_mnist_fill_a_box_of_twenty(digits):
    assert ink_box(digits) == 20


def test_photos_fill_no_box():
    rng = np.random.default_rng(0)
    assert ink_box(rng.integers(0, 256, (20, 64, 64, 3)).astype(np.uint8)) == 0
    assert ink_box(rng.integers(0, 256, (20, 64, 64)).astype(np.uint8)) == 0


def test_dark_ink_on_white_is_taken_as_it_is(digits):
    assert ink_box(255 - digits[:50]) == 0


def test_pictures_that_are_all_black_fill_no_box():
    assert ink_box(np.zeros((5, 28, 28), np.uint8)) == 0
