"""What comes out of the darkroom: upright, in true colours, and nothing but pixels."""

import io

import pytest
from PIL import Image as Pixels
from PIL import ImageCms, PngImagePlugin

from images.darkroom import develop
from images.specs import SPECS, Spec

from .pictures import BLUE, GREEN, GREY, RED, decode, draw, encode, looks_like

BODY, THUMB, LEAD = SPECS["body"], SPECS["thumb"], SPECS["lead"]


def developed(data, spec=BODY, width=400, focal=(50, 50), format="jpg"):
    return decode(develop(data, spec=spec, width=width, focal=focal, format=format))


def corners(picture):
    """Return which colour stands in each corner, clockwise from top left."""
    width, height = picture.size
    places = [(4, 4), (width - 5, 4), (width - 5, height - 5), (4, height - 5)]
    colours = {"red": RED, "green": GREEN, "blue": BLUE, "grey": GREY}
    return [
        next(name for name, colour in colours.items() if looks_like(picture, place, colour))
        for place in places
    ]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_stand_upright_however_the_camera_was_held(orientation):
    upright = draw(640, 480)
    turns = {
        1: [], 2: ["FLIP_LEFT_RIGHT"], 3: ["ROTATE_180"], 4: ["FLIP_TOP_BOTTOM"],
        5: ["TRANSPOSE"], 6: ["ROTATE_90"], 7: ["TRANSVERSE"], 8: ["ROTATE_270"],
    }  # fmt: skip
    lying = upright
    for turn in turns[orientation]:
        lying = lying.transpose(getattr(Pixels.Transpose, turn))
    exif = Pixels.Exif()
    exif[0x0112] = orientation
    picture = developed(encode(lying, exif=exif))
    assert picture.size == (400, 300)
    assert corners(picture) == ["red", "green", "blue", "grey"]
    assert not picture.getexif()


@pytest.mark.parametrize("format", ["jpg", "webp", "avif"])
@pytest.mark.parametrize(
    ("mode", "stored"),
    [("RGB", "JPEG"), ("CMYK", "JPEG"), ("L", "JPEG"), ("RGBA", "PNG"), ("P", "PNG"), ("P", "GIF"),
     ("LA", "PNG"), ("1", "PNG"), ("RGB", "WEBP"), ("YCbCr", "JPEG")],
)  # fmt: skip
def test_every_kind_of_pixels_becomes_plain_colours(mode, stored, format):
    picture = developed(encode(draw(mode=mode), stored), format=format)
    assert picture.mode == "RGB"
    assert picture.size == (400, 300)
    if mode not in ("L", "LA", "1"):
        assert corners(picture) == ["red", "green", "blue", "grey"]


def test_sixteen_bits_of_grey_are_not_cut_to_white():
    deep = Pixels.new("I;16", (640, 480), 32768)
    assert looks_like(developed(encode(deep, "PNG")), (10, 10), (128, 128, 128), tolerance=3)


def test_what_was_transparent_is_white():
    for mode in ("RGBA", "LA"):
        clear = Pixels.new(mode, (640, 480), 0)
        assert looks_like(developed(encode(clear, "PNG")), (10, 10), (255, 255, 255), tolerance=1)
    clear = Pixels.new("P", (640, 480), 0)
    assert looks_like(
        developed(encode(clear, "PNG", transparency=0)), (10, 10), (255, 255, 255), tolerance=1
    )


def test_colours_of_a_foreign_profile_are_computed_and_the_profile_is_left_out():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = developed(encode(draw(), icc_profile=lab))
    assert corners(picture) == ["red", "green", "blue", "grey"]
    assert "icc_profile" not in picture.info


@pytest.mark.parametrize("profile", [b"no profile at all", bytes(1000)])
def test_a_broken_profile_costs_nobody_the_picture(profile):
    assert developed(encode(draw(), icc_profile=profile)).size == (400, 300)


def test_an_animation_stands_still():
    frames = [draw(), Pixels.new("RGB", (640, 480), BLUE)]
    data = encode(frames[0], "GIF", save_all=True, append_images=frames[1:])
    for format in ("webp", "avif", "jpg"):
        picture = developed(data, format=format)
        assert getattr(picture, "n_frames", 1) == 1
        assert corners(picture) == ["red", "green", "blue", "grey"]


@pytest.mark.parametrize("format", ["jpg", "webp", "avif"])
def test_nothing_of_the_file_but_its_pixels_reaches_readers(format):
    secret = b"62.0339N129.7331E"
    exif = Pixels.Exif()
    exif[0x013B] = "Home Address 7"
    exif.get_ifd(0x8825)[29] = "2026:11:22"
    exif[0x010E] = secret.decode()
    script = b"<script>alert(document.domain)</script><?php system(1) ?>"
    jpeg = encode(draw(), exif=exif, comment=secret, xmp=b"<x:xmpmeta>" + secret + b"</x:xmpmeta>")
    png_words = PngImagePlugin.PngInfo()
    png_words.add_text("Comment", secret.decode(), zip=False)
    for data in (
        jpeg + script + b"PK\x03\x04" + secret,
        encode(draw(), "PNG", pnginfo=png_words) + script + secret,
        encode(draw(), "GIF", comment=script + secret) + script,
        encode(draw(), "WEBP", exif=exif, xmp=secret),
    ):
        made = develop(data, spec=BODY, width=400, focal=(50, 50), format=format)
        for trace in (secret, b"script", b"<?php", b"Home Address", b"xmpmeta", b"PK\x03\x04"):
            assert trace not in made


@pytest.mark.parametrize(
    ("focal", "colour"),
    [((0, 0), RED), ((100, 0), GREEN), ((100, 100), BLUE), ((0, 100), GREY)],
)
def test_the_crop_is_made_round_the_focal_point(focal, colour):
    quarter = Spec("quarter", "", (1, 1), (100,), "")
    tall, wide = draw(400, 1600), draw(1600, 400)
    for picture in (tall, wide):
        made = developed(encode(picture), quarter, 100, focal)
        x = 10 if focal[0] == 0 else 90
        y = 10 if focal[1] == 0 else 90
        assert looks_like(made, (x, y), colour)


def test_a_point_off_the_middle_moves_the_crop_by_as_much():
    left, top, right, bottom = THUMB.crop_box(1000, 500, 60, 50)
    assert (left, top, right, bottom) == (350, 0, 850, 500)
    assert THUMB.crop_box(1000, 500, 0, 50)[0] == 0
    assert THUMB.crop_box(1000, 500, 100, 50)[2] == 1000


@pytest.mark.parametrize("name", SPECS)
@pytest.mark.parametrize("size", [(1, 1), (12_000, 1), (1, 12_000), (300, 200), (4000, 3000)])
def test_nothing_is_upscaled_and_something_is_always_offered(name, size):
    spec = SPECS[name]
    across, down = spec.crop_size(*size)
    widths = spec.widths_of(*size)
    assert widths
    assert list(widths) == sorted(set(widths))
    assert max(widths) <= across <= size[0]
    assert 1 <= down <= size[1]
    assert all(spec.height_of(width, *size) >= 1 for width in widths)


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (1, 3000)])
def test_the_thinnest_pictures_are_developed_too(size):
    data = encode(draw(*size), "PNG")
    for spec in SPECS.values():
        width = spec.widths_of(*size)[-1]
        for format in spec.formats:
            assert developed(data, spec, width, format=format).width == width


def test_a_large_photograph_is_decoded_small_and_stays_sharp():
    sharp = Pixels.new("L", (4000, 3000), 255)
    sharp.paste(0, (0, 0, 2000, 3000))
    made = developed(encode(sharp, quality=95), THUMB, 96)
    edge = [made.convert("L").getpixel((x, 48)) for x in range(40, 56)]
    assert sum(20 < value < 235 for value in edge) <= 2


def test_a_broken_exif_beside_good_pixels_is_passed_over():
    file = io.BytesIO()
    draw().save(file, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + bytes(50))
    assert developed(file.getvalue()).size == (400, 300)
