"""Pictures for tests, drawn by code: what a camera, a scanner or an attacker would send."""

import io

from PIL import Image as Pixels

from images.library import add_image

RED, GREEN, BLUE, GREY = (200, 30, 30), (30, 160, 60), (30, 60, 200), (120, 120, 120)


def draw(width=640, height=480, mode="RGB"):
    """Return a picture whose corners differ: red, green, blue, grey, clockwise from top left."""
    picture = Pixels.new("RGB", (width, height), GREY)
    across, down = width // 2, height // 2
    for colour, box in (
        (RED, (0, 0, across, down)),
        (GREEN, (across, 0, width, down)),
        (BLUE, (across, down, width, height)),
    ):
        picture.paste(colour, box)
    return picture if mode == "RGB" else picture.convert(mode)


def encode(picture=None, format="JPEG", **options):
    file = io.BytesIO()
    (picture or draw()).save(file, format=format, **options)
    return file.getvalue()


def decode(data):
    picture = Pixels.open(io.BytesIO(data))
    picture.load()
    return picture


def looks_like(picture, place, colour, tolerance=40):
    """Tell whether the pixel at `place` is `colour`, as far as a lossy format keeps it."""
    found = picture.convert("RGB").getpixel(place)
    return all(abs(a - b) <= tolerance for a, b in zip(found, colour, strict=True))


def make_image(width=640, height=480, **texts):
    """Return a picture in the library, unlike every other of the same test."""
    make_image.count += 1
    picture = draw(width, height)
    picture.putpixel((0, 0), (make_image.count % 256, make_image.count // 256 % 256, 0))
    return add_image(encode(picture, "PNG"), **{"credit": "Эрчим Бурнашов"} | texts)


make_image.count = 0
