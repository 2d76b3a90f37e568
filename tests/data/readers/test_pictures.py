"""Pictures: any size and form becomes one size; what is broken is named and counted."""

import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from nnkata.data.readers import pictures
from nnkata.data.readers.pictures import (
    Look,
    cached_pictures,
    open_picture,
    read_picture,
)
from nnkata.errors import DataError

SMALL = Look(8, 8)
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


@pytest.fixture
def draw(tmp_path):
    """Save a picture, by default one that is red on the left and blue on the right."""

    def drawing(name, size=(20, 20), mode="RGB", **facts):
        image = Image.new("RGB", size, RED)
        image.paste(BLUE, (size[0] // 2, 0, *size))
        image.convert(mode).save(tmp_path / name, **facts)
        return tmp_path / name

    return drawing


def png(width, height):
    """A PNG that claims a size, and holds next to nothing."""

    def chunk(kind, content):
        checked = kind + content
        return (
            struct.pack(">I", len(content))
            + checked
            + struct.pack(">I", zlib.crc32(checked))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99)))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def near(pixel, colour):
    return np.abs(pixel.astype(int) - colour).max() < 60


@pytest.mark.parametrize(
    "name", ["a.jpg", "a.png", "a.gif", "a.bmp", "a.tif", "a.webp", "a.ppm", "a.tga"]
)
def test_many_forms_are_read(draw, name):
    found = read_picture(draw(name), SMALL)
    assert (found.shape, found.dtype) == ((8, 8, 3), np.uint8)
    assert near(found[4, 1], RED)
    assert near(found[4, 6], BLUE)


@pytest.mark.parametrize("size", [(1, 1), (3, 500), (500, 3), (8, 8), (1000, 700)])
def test_any_size_becomes_the_wanted_one(draw, size):
    assert read_picture(draw("a.png", size), Look(6, 9)).shape == (6, 9, 3)


def test_a_crop_keeps_the_middle(tmp_path):
    image = Image.new("RGB", (300, 100), GREEN)
    image.paste(RED, (100, 0, 200, 100))
    image.save(tmp_path / "a.png")
    assert near(read_picture(tmp_path / "a.png", SMALL), RED)


def test_a_resize_keeps_everything(tmp_path):
    image = Image.new("RGB", (300, 100), GREEN)
    image.paste(RED, (100, 0, 200, 100))
    image.save(tmp_path / "a.png")
    found = read_picture(tmp_path / "a.png", Look(9, 9, fit="resize"))
    assert near(found[4, 0], GREEN)
    assert near(found[4, 4], RED)


def test_grey_is_one_channel(draw):
    assert read_picture(draw("a.png"), Look(8, 8, grey=True)).shape == (8, 8)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "RGBA", "LA"])
def test_every_mode_becomes_red_green_and_blue(draw, mode):
    name, facts = "a.png", {}
    if mode in ("CMYK", "YCbCr"):
        # Pillow up to 12 cannot read a TIFF of YCbCr that is not compressed.
        name, facts = "a.tif", {"compression": "tiff_lzw"}
    assert read_picture(draw(name, mode=mode, **facts), SMALL).shape == (8, 8, 3)


def test_a_large_photo_keeps_its_colours(draw):
    found = read_picture(draw("a.jpg", (3000, 2000)), SMALL)
    assert near(found[4, 1], RED)
    assert near(found[4, 6], BLUE)


@pytest.mark.parametrize(
    "turned, at", [(1, (4, 1)), (2, (4, 6)), (3, (4, 6)), (6, (1, 4)), (8, (6, 4))]
)
def test_the_cameras_note_of_which_side_is_up_is_followed(draw, turned, at):
    exif = Image.Exif()
    exif[0x0112] = turned
    assert near(read_picture(draw("a.jpg", exif=exif), SMALL)[at], RED)


def test_what_is_transparent_becomes_white(tmp_path):
    Image.new("RGBA", (10, 10), (*BLUE, 0)).save(tmp_path / "a.png")
    assert near(read_picture(tmp_path / "a.png", SMALL), WHITE)


def test_what_is_half_transparent_becomes_paler(tmp_path):
    Image.new("RGBA", (10, 10), (0, 0, 0, 128)).save(tmp_path / "a.png")
    assert near(read_picture(tmp_path / "a.png", SMALL), (127, 127, 127))


def test_a_transparent_colour_of_a_palette_becomes_white(tmp_path):
    Image.new("P", (10, 10), 3).save(tmp_path / "a.gif", transparency=3)
    assert near(read_picture(tmp_path / "a.gif", SMALL), WHITE)


def test_grey_of_sixteen_bits_is_scaled(tmp_path):
    values = np.full((10, 10), 32768, np.uint16)
    Image.fromarray(values).save(tmp_path / "a.png")
    assert near(read_picture(tmp_path / "a.png", SMALL), (128, 128, 128))


def test_the_first_picture_of_a_moving_one_counts(tmp_path):
    frames = [Image.new("RGB", (10, 10), colour) for colour in (RED, BLUE)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    assert near(read_picture(tmp_path / "a.gif", SMALL), RED)


def test_an_opened_picture_is_upright_and_in_colour(draw):
    exif = Image.Exif()
    exif[0x0112] = 6
    with open_picture(draw("a.jpg", (40, 20), exif=exif)) as image:
        assert (image.mode, image.size) == ("RGB", (20, 40))


@pytest.mark.parametrize("size", [(100_000, 100_000), (10_000, 5_001), (60_000, 1_000)])
def test_a_picture_that_claims_too_many_pixels_is_refused(tmp_path, size):
    (tmp_path / "bomb.png").write_bytes(png(*size))
    with pytest.raises(
        DataError, match=r"bomb\.png cannot be read: it claims .* 50 mil"
    ):
        read_picture(tmp_path / "bomb.png", SMALL)


def test_a_picture_that_claims_too_many_pixels_is_never_decoded(tmp_path, monkeypatch):
    (tmp_path / "bomb.png").write_bytes(png(10_000, 5_001))
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    with pytest.raises(DataError, match="it claims 10,000 x 5,001 pixels"):
        read_picture(tmp_path / "bomb.png", SMALL)


def test_a_form_that_starts_another_program_is_refused(tmp_path):
    drawing = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n"
    (tmp_path / "a.png").write_bytes(drawing)
    with pytest.raises(DataError, match="not a picture that Pillow knows"):
        read_picture(tmp_path / "a.png", SMALL)


@pytest.mark.parametrize(
    "content, reason",
    [
        (b"", "empty"),
        (b"no picture", "not a picture that Pillow knows"),
        (png(10, 10), "truncated|incomplete|cannot be read"),
    ],
)
def test_a_broken_picture_says_why(tmp_path, content, reason):
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(DataError, match=rf"a\.png cannot be read: .*({reason})"):
        read_picture(tmp_path / "a.png", SMALL)


def test_a_jpeg_that_is_cut_is_broken(draw):
    file = draw("a.jpg", (200, 200))
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(DataError, match="truncated"):
        read_picture(file, SMALL)


def test_a_missing_picture_is_told(tmp_path):
    with pytest.raises(DataError, match="No such file"):
        read_picture(tmp_path / "nowhere.png", SMALL)


@pytest.fixture
def files(draw, tmp_path):
    """Nine pictures, the second and the eighth of them broken."""
    found = [draw(f"{i}.png", (10 + i, 20)) for i in range(9)]
    found[1].write_bytes(b"")
    found[7].write_bytes(b"no picture")
    return found


def test_broken_pictures_are_left_out(files):
    found = cached_pictures(files[0].parent, ("a",), files, SMALL)
    assert found["X"].shape == (7, 8, 8, 3)
    assert broken(found) == [1, 7]


def broken(found):
    return np.flatnonzero(found["reasons"] != "").tolist()


@pytest.fixture
def decoded(monkeypatch):
    """The files that were decoded since."""
    seen = []
    read = pictures._decoded
    monkeypatch.setattr(
        pictures,
        "_decoded",
        lambda file, look: seen.append(file.name) or read(file, look),
    )
    return seen


def kept(files, look=SMALL, title=("a",)):
    return cached_pictures(files[0].parent, title, files, look)


def test_a_second_load_decodes_nothing(files, decoded):
    first = kept(files)
    decoded.clear()
    second = kept(files)
    assert decoded == []
    assert np.array_equal(first["X"], second["X"])
    assert first["reasons"].tolist() == second["reasons"].tolist()


def test_a_picture_that_changed_is_decoded_again(files, decoded, draw):
    kept(files)
    decoded.clear()
    draw("3.png", (31, 31))
    assert near(kept(files)["X"][2][4, 1], RED)
    assert "3.png" in decoded


def test_a_mended_picture_is_no_longer_broken(files, draw):
    kept(files)
    draw("1.png", (31, 31))
    assert broken(kept(files)) == [7]


def test_another_size_is_decoded_again(files, decoded):
    kept(files)
    decoded.clear()
    assert kept(files, Look(4, 4))["X"].shape[1:] == (4, 4, 3)


def test_two_looks_are_kept_side_by_side(files, decoded):
    kept(files)
    kept(files, Look(4, 4))
    decoded.clear()
    kept(files)
    assert decoded == []


@settings(max_examples=150)
@given(
    name=st.sampled_from(["a.jpg", "a.png", "a.gif", "a.bmp", "a.tif", "a.webp"]),
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8),
    cut=st.integers(0, 60),
)
def test_a_changed_picture_gives_pixels_or_a_data_error(draw, name, changes, cut):
    file = draw(name, (12, 9))
    content = bytearray(file.read_bytes())
    for place, value in changes:
        content[place % len(content)] = value
    file.write_bytes(content[: len(content) - cut])
    try:
        found = read_picture(file, SMALL)
    except DataError:
        return
    assert (found.shape, found.dtype) == ((8, 8, 3), np.uint8)
